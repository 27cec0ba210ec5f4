import { describe, expect, it } from 'vitest';
import { chooseLog } from './choose-log.js';
import { findError } from './find-error.js';

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

  it('is in the command that failed last, not in one that was forgiven', () => {
    const section = (name: string, ...lines: string[]) => [`Executing(%${name}): /bin/sh -e x`, ...lines];
    const text = log(
      ...section(
        'build',
        '+ ./configure',
        'a.c:1:1: error: tried and forgiven',
        '+ make',
        'tool: error: the reason',
      ),
      'make: *** [all] Error 1',
      'error: Bad exit status from x (%build)',
    );
    expect(findError(text)).toMatchObject({ telling: 5, sure: true });
  });

  it('is the command where that says nothing', () => {
    const text = log(
      'Executing(%check): x',
      '+ true',
      '+ test 1 = 2',
      'error: Bad exit status from x (%check)',
    );
    expect(findError(text)).toMatchObject({ telling: 3, sure: true });
    const before = log('Executing(%build): x', '+ make', 'a.c:1: error: forgiven', '+ exit 0');
    expect(findError(before + text)).toMatchObject({ telling: 7, command: { line: 7, text: 'test 1 = 2' } });
  });

  it('is none in a log that says nothing: the last lines are shown', () => {
    const { telling, first, lines } = findError(log(...many(100)));
    expect([telling, first, lines.at(-1)]).toEqual([undefined, 61, 'line 100']);
    expect(findError('').lines).toEqual([]);
  });
});

describe('the log that tells why', () => {
  const failing = 'Executing(%build): x\n+ make\na.c:3: error: bad\nerror: Bad exit status from x (%build)\n';
  const chosen = (texts: Readonly<Record<string, string>>, fault: string) =>
    chooseLog(
      Object.entries(texts).map(([name, text]) => ({ name, text })),
      fault,
    )?.name;

  it('is the one that the fault names, unless another says of itself that it failed', () => {
    const quiet = 'ok\nChild return code was: 0\n';
    expect(chosen({ 'build.log': quiet, 'root.log': quiet }, 'see root.log')).toBe('root.log');
    expect(chosen({ 'build.log': failing, 'root.log': quiet }, 'status 30; see root.log')).toBe('build.log');
    expect(chosen({ 'build.log': quiet, 'root.log': quiet }, 'failed')).toBe('build.log');
    expect(chosen({}, 'failed')).toBeUndefined();
  });
});
