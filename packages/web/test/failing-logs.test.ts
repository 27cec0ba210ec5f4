import { tellingLogs } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { chooseLog } from '../src/pages/taskinfo/choose-log.js';
import { failingCases, heldOutCases, laterCases, type FailingCase } from './failing-logs/cases.js';
import { taskFiles } from './failing-logs/task-files.js';

/* As many lines as the page reads of each log. */
const LOG_LINES = 3000;

/** What the page would show: the log and the line that tells why. */
function shownLine(failing: FailingCase): string {
  const files = taskFiles(failing);
  const sizes = [...files].map(([name, text]) => ({ name, size: String(Buffer.byteLength(text)) }));
  const logs = tellingLogs(sizes).map((file) => ({ ...file, text: lastLines(files.get(file.name)!) }));
  const { name, excerpt } = chooseLog(logs, failing.fault)!;
  const { telling, first, lines } = excerpt;
  return `${name}: ${telling === undefined ? 'no line' : lines[telling - first]!.trim()}`;
}

const lastLines = (text: string) => `${text.trimEnd().split('\n').slice(-LOG_LINES).join('\n')}\n`;

/** The cases of which another line is shown than the right one, with that line. */
function wrongOnes(cases: readonly FailingCase[]): string[] {
  return cases.flatMap((failing) => {
    const shown = shownLine(failing);
    const right = failing.lines.some((line) => shown === `${failing.log}: ${line}`);
    return right ? [] : [`${failing.name}: ${shown}`];
  });
}

function tell(cases: readonly FailingCase[], wrong: readonly string[], of: string): void {
  console.log([`right line in ${cases.length - wrong.length} of ${cases.length} ${of}`, ...wrong].join('\n'));
}

describe('the line that tells why a task failed', () => {
  it('is the right one in 36 of 40 failing logs at least', () => {
    const wrong = wrongOnes(failingCases);
    tell(failingCases, wrong, 'failing logs');
    expect(failingCases).toHaveLength(40);
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(4);
  });

  it('is the right one in 8 of 10 logs at least that came after the rules', () => {
    const wrong = wrongOnes(heldOutCases);
    tell(heldOutCases, wrong, 'logs that came after the rules');
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(2);
  });

  it('is the right one in 8 of 10 logs at least that came last', () => {
    const wrong = wrongOnes(laterCases);
    tell(laterCases, wrong, 'logs that came last');
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(2);
  });

  it.each([...failingCases, ...heldOutCases, ...laterCases])('is in the log: $name', (failing) => {
    const lines = taskFiles(failing)
      .get(failing.log)!
      .split('\n')
      .map((line) => line.trim());
    for (const line of failing.lines) expect(lines).toContain(line);
  });
});
