import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopSignal } from '@kojikit/command-line';
import type { Logger } from 'pino';
import { CrewNumbers } from './crew-numbers.js';
import { isOurs, type FromWorker, type ToWorker } from './messages.js';
import { RestartPlan, type Life } from './restart-plan.js';

/** Milliseconds after which a worker that was told to stop, and has drained, is killed: it has less time for itself. */
const STOP_WITHIN = 15_000;

/**
 * Runs workers that share the port until SIGINT or SIGTERM, and returns the exit code. The first one starts alone, so
 * that what keeps the hub from starting is said once. One that ends later is replaced. Throws when workers fail to
 * start again and again.
 * @param drain seconds that workers go on answering when they are told to stop.
 */
export async function superviseWorkers(count: number, log: Logger, drain: number): Promise<number> {
  const crew = new Crew(log, STOP_WITHIN + drain * 1000);
  const asked = stopSignal(() => crew.kill()).then(() => 'asked' as const);
  try {
    const first = crew.start();
    const url = await Promise.race([first.answers, asked]);
    if (url === 'asked') return 0;
    // Its own process has said why.
    if (url === undefined) return 1;
    process.stdout.write(`koji-hub answers at ${url}/kojihub\n`);
    const places = Array.from({ length: count }, (none, index) =>
      crew.keep(index === 0 ? first : crew.start()),
    );
    if ((await Promise.race([...places, asked])) === 'asked') return 0;
    throw new Error('workers end before they answer, again and again: what they wrote above says why');
  } finally {
    await crew.stop();
  }
}

interface Member {
  readonly worker: Worker;
  /** Where it answers; undefined when it ends before. */
  readonly answers: Promise<string | undefined>;
  readonly ended: Promise<Life & { readonly how: string }>;
}

class Crew {
  private readonly members = new Set<Member>();
  private readonly numbers = new CrewNumbers();
  private readonly stopping = new AbortController();

  /** @param stopWithin milliseconds after which a worker that was told to stop is killed. */
  constructor(
    private readonly log: Logger,
    private readonly stopWithin: number,
  ) {
    cluster.setupPrimary({ serialization: 'advanced' });
  }

  start(): Member {
    const worker = cluster.fork();
    const started = performance.now();
    let url: string | undefined;
    let tellUrl: (url: string | undefined) => void;
    const answers = new Promise<string | undefined>((resolve) => (tellUrl = resolve));
    worker.on('message', (message: unknown) => {
      if (!isOurs<FromWorker>(message)) return;
      if (message.kojikit === 'answers') tellUrl((url = message.url));
      else if (message.kojikit === 'numbers') this.numbers.tell(worker.id, message.id, message.numbers);
      else void this.collectFor(worker, message.id);
    });
    // Its channel may break before it ends.
    worker.on('error', (error) => this.log.debug({ err: error }, 'a worker cannot be reached'));
    const ended = new Promise<Awaited<Member['ended']>>((resolve) => {
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.members.delete(member);
        this.numbers.gone(worker.id);
        tellUrl(undefined);
        const seconds = (performance.now() - started) / 1000;
        resolve({ answered: url !== undefined, seconds, how: signal ?? `exit code ${code}` });
      });
    });
    const member: Member = { worker, answers, ended };
    this.members.add(member);
    return member;
  }

  /** Keeps a worker at its place; resolves when that has no use any more. */
  async keep(first: Member): Promise<void> {
    const plan = new RestartPlan();
    for (let member = first; ; member = this.start()) {
      const life = await member.ended;
      if (this.stopping.signal.aborted) return;
      const pause = plan.after(life);
      const about = { worker: member.worker.process.pid, how: life.how, restart: pause };
      this.log.error(about, 'a worker of the hub has ended');
      if (pause === undefined) return;
      await sleep(pause * 1000, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const late = setTimeout(() => this.kill(), this.stopWithin);
    for (const { worker } of this.members) say(worker, { kojikit: 'stop' });
    await Promise.all([...this.members].map(({ ended }) => ended));
    clearTimeout(late);
  }

  kill(): void {
    for (const { worker } of this.members) worker.process.kill('SIGKILL');
  }

  private async collectFor(asking: Worker, id: number): Promise<void> {
    const counted = [...this.members].map(({ worker }) => ({
      id: worker.id,
      ask: (question: number) => say(worker, { kojikit: 'count', id: question }),
    }));
    say(asking, { kojikit: 'collected', id, parts: await this.numbers.collect(counted) });
  }
}

function say(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message);
}
