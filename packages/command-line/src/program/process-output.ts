import type { ProgramOutput } from './program.js';

/** The streams of this process. Help pages are as wide as the terminal, 78 characters where there is none. */
export function processOutput(): ProgramOutput {
  const { stdout, stderr } = process;
  return {
    write: (text) => void stdout.write(text),
    writeError: (text) => void stderr.write(text),
    columns: stdout.isTTY && stdout.columns > 2 ? stdout.columns - 2 : 78,
  };
}
