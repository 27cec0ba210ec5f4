import { appendFile, readdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UploadTarget } from '../hub/hub-session.js';
import { megabytes } from '../limits/command-limits.js';
import type { Log } from '../tasks/log.js';
import { fileSource } from './log-source.js';
import type { LogFinder, LogSource } from './log-source.js';

/** Milliseconds between two looks at the logs while a command runs. */
const INTERVAL = 1000;
/** Bytes sent in one call, as Koji's builder does. */
const PIECE = 65536;
const TIMESTAMP_SUFFIX = '-ts.log';

interface Progress {
  inode: number;
  offset: number;
  /** Whether it was said that no more of it is sent. */
  isCut: boolean;
}

export interface LiveLogsOptions {
  /** Folder of the task's output on the hub. */
  readonly path: string;
  readonly log: Log;
  /** Folder for logs of when each piece of a log came, `NAME-ts.log`; left out: none are kept. */
  readonly timestampDir?: string;
  /** Fires when there is nobody left to send to. */
  readonly signal?: AbortSignal;
  /** Bytes of a log that are sent at most; default: all. */
  readonly largest?: number;
  send(data: Uint8Array, offset: number, target: UploadTarget): Promise<void>;
}

/** Uploads logs while they grow: what is new about once a second, and everything from the start after a truncation. */
export class LiveLogs {
  private readonly progress = new Map<string, Progress>();
  private readonly finders: LogFinder[] = [];
  private readonly ofTask = new Set<string>();

  constructor(private readonly options: LiveLogsOptions) {}

  /** The names of the logs of build roots of which something was sent. */
  get namesOfRoots(): string[] {
    return [...this.progress].flatMap(([name, { offset }]) =>
      offset > 0 && !this.ofTask.has(name) ? [name] : [],
    );
  }

  /** Adds logs to follow from now on. Of two logs with one name the first wins. */
  follow(finder: LogFinder): void {
    this.finders.push(finder);
  }

  /** Follows a log that the task itself writes, outside of its build roots. */
  followTask(path: string, name: string): void {
    this.ofTask.add(name);
    this.follow(() => Promise.resolve([fileSource(path, name)]));
  }

  /** Follows the logs until the work is done, and once more after it. A failed upload does not stop the work. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    const done = new AbortController();
    const loop = this.loop(done.signal);
    try {
      return await work;
    } finally {
      done.abort();
      await loop;
      await this.sync();
    }
  }

  /** Uploads what the logs have grown by. */
  async sync(): Promise<void> {
    await this.syncAll(this.finders);
    const { timestampDir } = this.options;
    if (timestampDir !== undefined) await this.syncAll([timestampFinder(timestampDir)]);
  }

  private async syncAll(finders: readonly LogFinder[]): Promise<void> {
    const seen = new Set<string>();
    for (const finder of finders) {
      for (const source of await finder()) {
        if (seen.has(source.name)) continue;
        seen.add(source.name);
        await this.syncOne(source).catch((error: unknown) => {
          this.options.log.warn(`cannot upload ${source.name}: ${String(error)}`);
        });
      }
    }
  }

  private async loop(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      await sleep(INTERVAL, undefined, { signal: stopped }).catch(() => undefined);
      if (!stopped.aborted) await this.sync();
    }
  }

  private async syncOne(source: LogSource): Promise<void> {
    const file = await source.open();
    if (!file) return;
    try {
      await this.sendGrowth(source.name, file);
    } finally {
      await file.close();
    }
  }

  private async sendGrowth(name: string, file: FileHandle): Promise<void> {
    const status = await file.stat();
    if (!status.isFile()) return;
    let progress = this.progress.get(name);
    if (!progress || progress.inode !== status.ino || status.size < progress.offset) {
      progress = { inode: status.ino, offset: 0, isCut: false };
      this.progress.set(name, progress);
    }
    const { signal, largest = Infinity } = this.options;
    if (status.size > largest) return this.noteCut(name, status.size, progress);
    const buffer = Buffer.alloc(PIECE);
    for (let sent = false; ; sent = true) {
      if (signal?.aborted) return;
      const room = Math.min(PIECE, largest - progress.offset);
      const { bytesRead } = await file.read(buffer, 0, room, progress.offset);
      if (bytesRead === 0) return sent ? this.noteTime(name, progress.offset) : undefined;
      await this.options.send(buffer.subarray(0, bytesRead), progress.offset, {
        path: this.options.path,
        name,
      });
      progress.offset += bytesRead;
    }
  }

  private noteCut(name: string, size: number, progress: Progress): void {
    if (progress.isCut) return;
    progress.isCut = true;
    const { log, path, largest = 0 } = this.options;
    log.warn(
      `${path}/${name} is ${megabytes(size)}: no more of it is sent, the limit is ${megabytes(largest)} (max_upload)`,
    );
  }

  /** Koji's form of a timestamp log: seconds since 1970, and how far the log had come by then. */
  private async noteTime(name: string, offset: number): Promise<void> {
    const { timestampDir } = this.options;
    if (timestampDir === undefined || name.endsWith(TIMESTAMP_SUFFIX)) return;
    await appendFile(
      join(timestampDir, `${name}${TIMESTAMP_SUFFIX}`),
      `${Math.round(Date.now() / 1000)} ${offset}\n`,
    );
  }
}

function timestampFinder(folder: string): LogFinder {
  return async () => {
    const names = await readdir(folder).catch(() => [] as string[]);
    return names
      .filter((name) => name.endsWith(TIMESTAMP_SUFFIX))
      .map((name) => fileSource(join(folder, name), name));
  };
}
