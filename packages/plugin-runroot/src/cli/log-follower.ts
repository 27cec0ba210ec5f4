import { isFault } from '@kojikit/protocol';
import { sleep, type CommandContext } from '@kojikit/cli/plugin';
import { readLog } from './read-log.js';

/** Bytes of one download. */
const PIECE = 1024 * 1024;

/** Milliseconds between looks: builders send what is new about once a second. */
const PAUSE = 1000;

/** Shows the log of a running command on stdout as it grows. */
export class LogFollower {
  private offset = 0;

  constructor(
    private readonly context: Pick<CommandContext, 'hub' | 'output' | 'settings'>,
    private readonly taskId: number,
  ) {}

  /** Follows the log until the signal is given, then shows what is left of it. */
  async follow(signal: AbortSignal): Promise<void> {
    const pause = Math.min(PAUSE, this.context.settings.pollInterval * 1000);
    while (!signal.aborted) {
      await this.advance();
      await sleep(pause, signal);
    }
    await this.advance();
  }

  /** Writes what has come since the last look. */
  async advance(): Promise<void> {
    for (;;) {
      const piece = await this.read();
      if (piece.length === 0) return;
      this.context.output.write(piece);
      this.offset += piece.length;
    }
  }

  private async read(): Promise<Uint8Array> {
    try {
      return await readLog(this.context.hub, this.taskId, { offset: this.offset, size: PIECE });
    } catch (error) {
      // There is no log before the command runs, and none of a task that failed earlier.
      if (isFault(error, 'GenericError')) return new Uint8Array();
      throw error;
    }
  }
}
