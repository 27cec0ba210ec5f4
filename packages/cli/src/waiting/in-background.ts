import { readFileSync } from 'node:fs';

/** Whether nobody sits in front of the command: stdin is no terminal, or another job has it. */
export function inBackground(): boolean {
  // Loaded here, as it brings streams along: plugins have this module loaded, and mostly do not call it.
  if (!process.getBuiltinModule('node:tty').isatty(0)) return true;
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
