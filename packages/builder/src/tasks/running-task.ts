import type { HubSession } from '../hub/hub-session.js';
import { TaskStopped } from './task-error.js';
import { Wakeup } from './wakeup.js';

/** How the work on a task ended: reported to the hub as closed or failed, or left for somebody else, or for nobody. */
export type TaskOutcome = 'closed' | 'failed' | 'left';

/** A task that this daemon is working on. */
export class RunningTask {
  /** Fires when a subtask that the task waits for has ended. */
  readonly wakeup = new Wakeup();
  private readonly controller = new AbortController();
  private ended = false;
  private result: TaskOutcome | undefined;
  private completion: Promise<void> = Promise.resolve();

  constructor(
    readonly id: number,
    readonly method: string,
    /** The task's own session. */
    readonly session: HubSession,
  ) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether the handler and its clean-up are over. */
  get isDone(): boolean {
    return this.ended;
  }

  /** How the work ended; undefined until then. */
  get outcome(): TaskOutcome | undefined {
    return this.result;
  }

  /** Begins the work; it must report its own errors. */
  start(work: Promise<TaskOutcome>, whenDone: () => void): void {
    this.completion = work
      .then((outcome) => void (this.result = outcome))
      .finally(() => {
        this.ended = true;
        whenDone();
      });
  }

  /** Stops the work without a report to the hub. */
  stop(reason: string): void {
    if (!this.signal.aborted) this.controller.abort(new TaskStopped(reason));
  }

  /** Resolves when the handler and its clean-up are over. */
  async done(): Promise<void> {
    await this.completion;
  }
}
