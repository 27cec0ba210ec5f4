import { describe, expect, it } from 'vitest';
import { chooseLog, findError } from './find-error.js';

const log = (...lines: string[]) => `${lines.join('\n')}\n`;
const many = (count: number) => Array.from({ length: count }, (unused, index) => `line ${index + 1}`);

describe('the line that tells why', () => {
  it('is the first of the kind that says most, not the last to complain', () => {
    const text = log(...many(50), 'a.c:3: error: expected ;', 'make: *** [all] Error 1', 'RPM build errors:');
    const { telling, first, lines } = findError(text);
    expect([telling, first, lines.length]).toEqual([51, 31, 23]);
  });

  it.each([
    ['Error: Unable to find a match: nosuch', 'package'],
    ['nothing provides libfoo needed by bar-1-1', 'dependency'],
    ['cp: error writing: No space left on device', 'disk'],
    ['sh: line 1: foo: command not found', 'command'],
  ])('is found: %s', (line) => {
    expect(findError(log('fine', line, 'fine')).telling).toBe(2);
  });

  it('is none in a log that says nothing: the last lines are shown', () => {
    const { telling, first, lines } = findError(log(...many(100)));
    expect([telling, first, lines.at(-1)]).toEqual([undefined, 61, 'line 100']);
    expect(findError('').lines).toEqual([]);
  });
});

describe('the log that tells why', () => {
  const files = ['build.log', 'root.log', 'state.log'].map((name) => ({ name, size: '10' }));

  it('is the one that the fault names, else a usual one with text', () => {
    expect(chooseLog(files, 'mock exited with status 30; see root.log for more')?.name).toBe('root.log');
    expect(chooseLog(files, 'failed')?.name).toBe('build.log');
    expect(chooseLog([{ name: 'build.log', size: '0' }, files[1]!], 'see build.log')?.name).toBe('root.log');
    expect(chooseLog([{ name: 'x.rpm', size: '1' }], 'failed')).toBeUndefined();
  });
});
