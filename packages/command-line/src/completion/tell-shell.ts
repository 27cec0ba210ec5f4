import type { CompletableProgram } from './completable.js';
import { complete } from './complete.js';
import { userShell } from './shell.js';

/**
 * Tells a shell how a line may go on, one possibility per line.
 * @param words {@link complete}
 */
export async function tellShell(
  program: CompletableProgram,
  words: readonly string[],
  write: (text: string) => void,
): Promise<number> {
  try {
    const lines = await complete(program, words, userShell());
    write(lines.map((line) => `${line}\n`).join(''));
    return 0;
  } catch {
    // Somebody is in the middle of a line: what is wrong is told when it is sent.
    return 1;
  }
}
