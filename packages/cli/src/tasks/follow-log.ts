import { isFault } from '@kojikit/protocol';
import type { HubSession } from '../session/hub-session.js';
import { readTaskFile } from './task-output.js';

/** Bytes of one download: what is in memory of a log, whatever its size. */
const PIECE = 256 * 1024;
/** Bytes before the position that are read again: they tell whether it is still the same log. */
const OVERLAP = 256;

/** A file among a task's output. */
export interface TaskFile {
  readonly taskId: number;
  readonly name: string;
  readonly volume: string;
}

/** A piece of a log as it has come. */
export interface LogPiece extends TaskFile {
  readonly data: Buffer;
  /** The log was replaced by another of its name, and this is the beginning of that. */
  readonly replaced: boolean;
}

/**
 * Reads a log that grows, each byte once. A log that was replaced, as by a task that has begun again on another builder,
 * is noticed by its end so far not being there any more, and read from its start.
 */
export class FollowedLog {
  private offset = 0;
  private tail = Buffer.alloc(0);
  private replaced = false;
  private short = false;

  constructor(
    private readonly hub: HubSession,
    private readonly file: TaskFile,
    private readonly interrupted: AbortSignal,
  ) {}

  /** Whether the log was shorter than before at the last look, so that another look is needed. */
  get doubtful(): boolean {
    return this.short;
  }

  /**
   * What has come since the last time, in pieces, up to the end as it is now.
   *
   * @param final there will be no other look
   */
  async *news(final: boolean): AsyncGenerator<LogPiece> {
    while (!this.interrupted.aborted) {
      const data = await this.read(final);
      if (data === undefined) {
        Object.assign(this, { offset: 0, tail: Buffer.alloc(0), replaced: true });
        continue;
      }
      if (data.length === 0) return;
      this.offset += data.length;
      // A copy: a part of the piece would keep all of it in memory.
      this.tail = Buffer.from(Buffer.concat([this.tail, data.subarray(-OVERLAP)]).subarray(-OVERLAP));
      yield { ...this.file, data, replaced: this.replaced };
      this.replaced = false;
    }
  }

  /** The next piece, empty when there is none yet, undefined when the log is another one. */
  private async read(final: boolean): Promise<Buffer | undefined> {
    const { taskId, name, volume } = this.file;
    const known = this.tail.length;
    const part = { offset: this.offset - known, size: known + PIECE };
    let found: Buffer;
    try {
      found = await readTaskFile(this.hub, taskId, name, { ...part, volume });
    } catch (error) {
      // It has not been written yet, or is just being replaced.
      if (isFault(error, 'GenericError')) return Buffer.alloc(0);
      throw error;
    }
    // A file that is written again from its start, as uploads do, may be met half written and is whole a moment later.
    const hasPatience = found.length < known && !this.short && !final;
    this.short = hasPatience;
    if (hasPatience) return Buffer.alloc(0);
    return found.subarray(0, known).equals(this.tail) ? found.subarray(known) : undefined;
  }
}
