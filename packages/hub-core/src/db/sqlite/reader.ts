import { Worker } from 'node:worker_threads';
import type { Row } from '../database.js';
import { ObjectRows } from '../object-rows.js';
import { bind } from './values.js';

/** What a thread is told when it starts. */
export interface ThreadData {
  readonly path: string;
  readonly busyTimeout: number;
}

/** What is asked of a thread; each has one answer. */
export type Ask =
  | { readonly kind: 'read'; readonly text: string; readonly values: readonly unknown[] }
  | { readonly kind: 'next' }
  | { readonly kind: 'stop' };

export type Answer =
  | { readonly rows: Row[]; readonly done: boolean }
  | { readonly failure: { readonly message: string; readonly code: string } };

/* Built, all code is above the thread's; its source needs a loader, which a thread does not have from its process. */
const BUILT = new URL('./db/sqlite/reader-thread.js', import.meta.url);
const SOURCE = new URL('./reader-thread.ts', import.meta.url);
const LOAD_SOURCE = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(SOURCE.href)}); })`;

function startThread(data: ThreadData): Worker {
  const options = { workerData: data, name: 'kojikit-reader' };
  if (!import.meta.url.endsWith('.ts')) return new Worker(BUILT, options);
  return new Worker(LOAD_SOURCE, { ...options, eval: true, execArgv: ['--conditions=@kojikit/source'] });
}

/**
 * Reads from a database file in a thread of its own: the driver computes without ever letting go, and a sort of many rows
 * would keep everybody else from being answered. One read at a time.
 */
export class Reader {
  private readonly worker: Worker;
  private ended: Error | undefined;
  private settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  constructor(data: ThreadData) {
    this.worker = startThread(data);
    // An idle thread keeps no process alive.
    this.worker.unref();
    this.worker.on('message', (answer: Answer) => this.settle?.resolve(answer));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(new Error('the thread that reads the database has ended')));
  }

  /** Whether it can be used again. */
  get isAlive(): boolean {
    return this.ended === undefined;
  }

  /** All rows of a read in batches, at the pace of who takes them: one batch is read ahead. */
  async *read<R extends object = Row>(
    text: string,
    values: readonly unknown[],
  ): AsyncGenerator<ObjectRows<R>, void, undefined> {
    this.worker.ref();
    let coming: Promise<Answer> | undefined = this.ask({ kind: 'read', text, values: values.map(bind) });
    try {
      while (coming !== undefined) {
        const answer: Answer = await coming;
        coming = undefined;
        if ('failure' in answer) {
          const { message, code } = answer.failure;
          throw Object.assign(new Error(message), { code });
        }
        if (!answer.done) coming = this.ask({ kind: 'next' });
        if (answer.rows.length > 0) yield new ObjectRows(answer.rows as R[]);
      }
    } finally {
      if (coming !== undefined) await this.giveUp(coming);
      this.worker.unref();
    }
  }

  private async giveUp(coming: Promise<Answer>): Promise<void> {
    const answer = await coming.catch(() => undefined);
    if (answer !== undefined && 'rows' in answer && !answer.done) await this.ask({ kind: 'stop' });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(ask: Ask): Promise<Answer> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const answer = new Promise<Answer>((resolve, reject) => {
      this.settle = { resolve, reject };
      this.worker.postMessage(ask);
    });
    // A failure is for who awaits it, and that may be later.
    answer.catch(() => undefined);
    return answer;
  }

  private end(error: Error): void {
    this.ended ??= error;
    this.settle?.reject(this.ended);
  }
}
