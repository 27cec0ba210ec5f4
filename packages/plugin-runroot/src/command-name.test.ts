import { describe, expect, it } from 'vitest';
import { commandName } from './command-name.js';

describe('the name of a command', () => {
  it.each([
    ['/usr/bin/uname -a', 'uname'],
    ['A=1 B=/x/y make all', 'make'],
    ['  \t', '(none)'],
    ['A=1', '(none)'],
    [['/bin/my tool', '-x'], 'my tool'],
    [['A=1'], '(none)'],
    [[], '(none)'],
  ])('of %j is %j', (command, name) => expect(commandName(command)).toBe(name));
});
