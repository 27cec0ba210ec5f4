import { isatty } from 'node:tty';
import { readFileSync } from 'node:fs';

/** Whether nobody sits in front of the command: stdin is no terminal, or another job has it. */
export function inBackground(): boolean {
  if (!isatty(0)) return true;
  try {
    // Fields behind the program's name in parentheses: state, parent, process group, session, terminal, its group.
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[2] !== fields[5];
  } catch {
    return false;
  }
}
