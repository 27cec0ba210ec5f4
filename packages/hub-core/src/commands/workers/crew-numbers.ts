import { Gauge, Registry } from 'prom-client';
import { addUp, sumsOf } from './add-up.js';
import type { Numbers } from './messages.js';

/** Milliseconds that the workers have to tell their numbers. */
const PATIENCE = 2000;

/** A worker as far as its numbers are concerned. */
export interface Counted {
  readonly id: number;
  /** Asks it for its numbers, which are then to be told under this number. */
  ask(id: number): void;
}

/**
 * The numbers of all workers. One that does not answer in time, because it is busy or hangs, stands there with what it
 * said last, and what a dead one has counted is kept: sums do not fall, which readers would take for a restart.
 */
export class CrewNumbers {
  private readonly last = new Map<number, Numbers>();
  private readonly waiting = new Map<number, (worker: number) => void>();
  private departed: Promise<Numbers> = Promise.resolve([]);
  private lastId = 0;

  constructor(private readonly patience = PATIENCE) {}

  /** Resolves with what is to be added up. */
  async collect(workers: readonly Counted[]): Promise<Numbers[]> {
    const silent = await this.askAll(workers);
    // Both at one moment, or a worker that ends in between would be missing.
    const living = [...this.last.values()];
    const departed = await this.departed;
    return [...living, departed, await numbersOfCrew(workers.length - silent, silent)];
  }

  /** Takes what a worker answers. */
  tell(worker: number, id: number, numbers: Numbers): void {
    this.last.set(worker, numbers);
    this.waiting.get(id)?.(worker);
  }

  /** A worker has ended. What it counted after it was last asked is lost. */
  gone(worker: number): void {
    const numbers = this.last.get(worker);
    if (numbers !== undefined) {
      const sums = sumsOf(numbers);
      this.departed = this.departed.then((before) => addUp([before, sums]).getMetricsAsJSON());
    }
    this.last.delete(worker);
    for (const answered of this.waiting.values()) answered(worker);
  }

  /** Resolves with how many did not answer in time. */
  private askAll(workers: readonly Counted[]): Promise<number> {
    const id = ++this.lastId;
    const silent = new Set(workers.map((worker) => worker.id));
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.waiting.delete(id);
        resolve(silent.size);
      };
      const timer = setTimeout(finish, this.patience);
      this.waiting.set(id, (worker) => {
        silent.delete(worker);
        if (silent.size === 0) finish();
      });
      for (const worker of workers) worker.ask(id);
      if (silent.size === 0) finish();
    });
  }
}

async function numbersOfCrew(answering: number, silent: number): Promise<Numbers> {
  const registry = new Registry();
  const gauge = new Gauge({
    name: 'kojihub_workers',
    help: 'Processes of the hub by whether they told their numbers in time',
    labelNames: ['state'],
    registers: [registry],
  });
  gauge.set({ state: 'answering' }, answering);
  gauge.set({ state: 'silent' }, silent);
  return registry.getMetricsAsJSON();
}
