import { setTimeout as sleep } from 'node:timers/promises';
import { capture } from '../process/capture.js';

/** Milliseconds between two measurements, and how many times longer than a measurement the pause after it is at least. */
const PAUSE = 2000;
const SHARE = 10;

/**
 * Measures a folder again and again until the signal fires, and says when it has grown beyond a number of bytes.
 * @param enter What is put in front of the measuring program, so that it may look everywhere.
 */
export async function watchDisk(
  folder: string,
  limit: number,
  enter: readonly string[],
  signal: AbortSignal,
  exceeded: () => void,
): Promise<void> {
  while (!signal.aborted) {
    const started = Date.now();
    const { output } = await capture([...enter, 'du', '-s', '-x', '--block-size=1', '--', folder], {
      signal,
    });
    // The last line: files that vanish while they are counted are complained about before it.
    const used = Number(/(\d+)\t[^\n]*\n*$/.exec(output)?.[1] ?? 0);
    if (used > limit) {
      exceeded();
      return;
    }
    await sleep(Math.max(PAUSE, (Date.now() - started) * SHARE), undefined, { signal });
  }
}
