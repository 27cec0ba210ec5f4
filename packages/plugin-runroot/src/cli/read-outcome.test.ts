import { describe, expect, it } from 'vitest';
import { exitCodeOf } from './read-outcome.js';

describe('the exit status that a fault tells', () => {
  it.each([
    ['make exited with status 2', 'A=1 /usr/bin/make all', 2],
    ['my tool exited with status 77', ['/opt/my tool'], 77],
    ['sleep was killed by signal 9', ['sleep', '60'], 137],
    ['make was killed by signal 15: it took longer than 3 seconds (sandbox_max_time)', 'make', 143],
    ['--install bash exited with status 1', ['ls'], null],
    [
      'could not init mock buildroot, mock exited with status 30; see root.log for more information',
      ['ls'],
      null,
    ],
    ['mock exited with status 30', ['ls'], null],
    ['ls exited with status 2; and more', ['ls'], null],
    ['no such file in the buildroot: /x', ['ls'], null],
  ])('%j of %j is %j', (fault, command, code) => expect(exitCodeOf(fault, command)).toBe(code));
});
