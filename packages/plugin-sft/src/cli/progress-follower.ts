import { isFault } from '@kojikit/protocol';
import { sleep, type CommandContext } from '@kojikit/cli/plugin';
import { PROGRESS_LOG } from '../progress-log.js';

/** Bytes of one download. */
const PIECE = 65_536;
/** Milliseconds between looks: builders send what is new about once a second. */
const PAUSE = 1000;

/** Shows the last line of a task's progress log on stderr, each in the place of the one before. */
export class ProgressFollower {
  private offset = 0;
  private rest = '';
  private shown = 0;

  constructor(
    private readonly context: Pick<CommandContext, 'hub' | 'output' | 'settings'>,
    private readonly taskId: number,
  ) {}

  /** Follows the log until the signal is given, then clears the line. */
  async follow(signal: AbortSignal): Promise<void> {
    const pause = Math.min(PAUSE, this.context.settings.pollInterval * 1000);
    while (!signal.aborted) {
      await this.advance();
      await sleep(pause, signal);
    }
    this.show('');
  }

  private async advance(): Promise<void> {
    const piece = await this.read();
    this.offset += piece.length;
    const lines = (this.rest + piece.toString('utf8')).split('\n');
    this.rest = lines.pop() ?? '';
    const last = lines.at(-1);
    if (last !== undefined) this.show(last);
  }

  private show(line: string): void {
    const { output } = this.context;
    const text = line.slice(0, Math.max(output.columns - 1, 20));
    output.writeError(`\r${text.padEnd(this.shown)}${text === '' ? '\r' : ''}`);
    this.shown = text.length;
  }

  private async read(): Promise<Buffer> {
    try {
      const answer = await this.context.hub.call<string>('downloadTaskOutput', [this.taskId, PROGRESS_LOG], {
        offset: this.offset,
        size: PIECE,
      });
      return Buffer.from(answer, 'base64');
    } catch (error) {
      // There is no log before the task is at work, and none from builders of Koji.
      if (isFault(error, 'GenericError')) return Buffer.alloc(0);
      throw error;
    }
  }
}
