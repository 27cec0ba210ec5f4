import type { TaskWaitReason } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { WaitReasons } from './wait-reasons.js';

/** Seconds without a change of state after which a task's reason to wait is worth a line. */
const GRACE = 5;
/** Seconds between two questions for reasons. */
const INTERVAL = 20;
/** Lines about one task at a time: on a large site each of many hosts has its own reason. */
const MOST_REASONS = 5;
/** Reasons whose texts hold loads and counts, which change all the time. Only a change of the kind is told. */
const FLEETING: ReadonlySet<string> = new Set(['no_capacity', 'too_many_tasks', 'queued', 'next_run']);

/** Tells on stderr why tasks wait: once they have done so for some seconds, and again when the reason changes. */
export class ReasonTeller {
  private readonly reasons: WaitReasons;
  private readonly told = new Map<number, string>();
  private due = performance.now() + GRACE * 1000;

  constructor(private readonly context: Pick<CommandContext, 'hub' | 'warn' | 'interrupted'>) {
    this.reasons = new WaitReasons(context.hub);
  }

  /** Seconds until the hub is to be asked, undefined when it cannot tell. */
  get patience(): number | undefined {
    return this.reasons.available ? Math.max((this.due - performance.now()) / 1000, 0.1) : undefined;
  }

  /** The state of a task has changed: there may be no reason any more. */
  changed(): void {
    this.due = performance.now() + GRACE * 1000;
  }

  /** Tells what there is to tell about the tasks, if it is time. Nothing that goes wrong here matters. */
  async look(taskIds: Iterable<number>): Promise<void> {
    const { interrupted } = this.context;
    if (!this.reasons.available || performance.now() < this.due) return;
    this.due = performance.now() + INTERVAL * 1000;
    for (const id of taskIds) {
      if (interrupted.aborted || !this.reasons.available) return;
      try {
        this.tell(id, await this.reasons.of(id, interrupted));
      } catch {
        // The watching itself meets whatever is the matter with the hub.
      }
    }
  }

  private tell(id: number, reasons: readonly TaskWaitReason[]): void {
    const kinds = JSON.stringify([...new Set(reasons.map(kindOf))].sort());
    if (kinds === (this.told.get(id) ?? '[]')) return;
    this.told.set(id, kinds);
    const { warn } = this.context;
    for (const { text } of reasons.slice(0, MOST_REASONS)) warn(`Task ${id} waits: ${text}`);
    const more = reasons.length - MOST_REASONS;
    if (more > 0) warn(`Task ${id} waits: and ${more} more reasons`);
  }
}

/* The text begins with the tasks below that wait, if any do. */
function kindOf({ code, text }: TaskWaitReason): string {
  if (!FLEETING.has(code)) return text;
  const [tasks = ''] = /^(?:task \d+ \([^)]*\): )*/.exec(text) ?? [];
  return tasks + code;
}
