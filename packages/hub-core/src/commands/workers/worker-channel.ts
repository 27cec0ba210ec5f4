import cluster from 'node:cluster';
import type { Hub } from '../../hub.js';
import { addUp } from './add-up.js';
import { isOurs, type FromWorker, type Numbers, type ToWorker } from './messages.js';

/** Milliseconds that the supervisor has to tell the numbers of all; the workers have less. */
const PATIENCE = 5000;

/** What a worker and its supervisor have to say to each other. When the supervisor is gone, Node ends the worker. */
export class WorkerChannel {
  /** Resolves when the supervisor wants an end. */
  readonly stop: Promise<void>;
  private readonly asked = new Map<number, (parts: readonly Numbers[]) => void>();
  private lastId = 0;
  private hub: Hub | undefined;

  constructor() {
    this.stop = new Promise((resolve) => {
      process.on('message', (message: unknown) => {
        if (!isOurs<ToWorker>(message)) return;
        if (message.kojikit === 'stop') {
          // Before it answers there is nothing to finish.
          if (this.hub === undefined) process.exit(0);
          resolve();
        } else if (message.kojikit === 'count') void this.count(message.id);
        else this.asked.get(message.id)?.(message.parts);
      });
    });
  }

  answers(hub: Hub, url: string): void {
    this.hub = hub;
    tell({ kojikit: 'answers', url });
  }

  /** The numbers of all workers, for `/metrics`. */
  async metrics(): Promise<{ contentType: string; text: string }> {
    const id = ++this.lastId;
    const parts = await new Promise<readonly Numbers[]>((resolve, reject) => {
      const late = setTimeout(() => {
        this.asked.delete(id);
        reject(new Error('the supervisor of the workers does not answer'));
      }, PATIENCE);
      this.asked.set(id, (told) => {
        clearTimeout(late);
        this.asked.delete(id);
        resolve(told);
      });
      tell({ kojikit: 'collect', id });
    });
    const registry = addUp(parts);
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  /** Nothing more will be said: the process can end. */
  close(): void {
    cluster.worker?.disconnect();
  }

  private async count(id: number): Promise<void> {
    const numbers = (await this.hub?.parts.metrics.getMetricsAsJSON()) ?? [];
    tell({ kojikit: 'numbers', id, numbers });
  }
}

function tell(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}
