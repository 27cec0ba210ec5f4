import { isFault, isKojiFault, type HubCall } from '@kojikit/protocol';
import type { HubSession } from '../session/hub-session.js';
import { sleep } from './sleep.js';

/** Longest wait of one call in seconds: many proxies cut a connection that is silent for 30. */
const LONGEST_WAIT = 25;
/** Milliseconds between two waits that the hub ended early without news, as it does while it goes down. */
const PAUSE = 1000;

/** What a wait is about. */
export interface Wait<T> {
  /** The call of a method that only hubs of ours have, which returns when there is news, or after so many seconds. */
  readonly call: (timeout: number) => HubCall<T>;
  /** Longest wait in seconds. Default: as long as proxies allow. */
  readonly longest?: number;
  /** Whether what the hub returned is news. Default: whether it is neither nil nor false. */
  readonly isNews?: (answer: T) => boolean;
}

/**
 * Spends the time between two looks at the hub. Hubs of ours have calls that return when there is something to see, so
 * that nobody waits longer than needed; other hubs are polled in the interval that is configured, as Koji's client does.
 */
export class Waiter {
  private readonly missing = new Set<string>();
  private longest = LONGEST_WAIT;

  /** @param interval seconds between looks at a hub that cannot wait */
  constructor(
    private readonly hub: Pick<HubSession, 'send'>,
    private readonly interval: number,
    private readonly interrupted: AbortSignal,
  ) {}

  /**
   * Returns when there is news, when it is time to look again, or when the signal is aborted: with what the hub said,
   * undefined where it said nothing. A connection that breaks under the wait is no failure: the next look will tell.
   */
  async wait<T>(wait: Wait<T>): Promise<T | undefined> {
    if (!this.mayKnow(wait)) return this.sleep();
    const start = performance.now();
    const seconds = Math.min(wait.longest ?? LONGEST_WAIT, this.longest);
    const answer = await this.ask(wait, seconds);
    if (performance.now() - start > seconds * 500) return answer;
    if (answer === undefined) return this.sleep();
    const { isNews = Boolean } = wait;
    if (!isNews(answer)) await this.sleep(Math.min(PAUSE, this.interval * 1000));
    return answer;
  }

  /** Whether the hub may know how to wait for this: it has not said that it does not. */
  mayKnow<T>(wait: Wait<T>): boolean {
    return !this.missing.has(wait.call(0).method);
  }

  /**
   * Has the hub wait, and never waits otherwise.
   *
   * @returns undefined when the hub cannot, is not reached or takes too long, or when the signal is aborted
   */
  async ask<T>(wait: Wait<T>, seconds: number): Promise<T | undefined> {
    // An answer that never comes must not hold the command for longer than polling would.
    const signal = AbortSignal.any([
      this.interrupted,
      AbortSignal.timeout(Math.ceil((seconds + this.interval) * 1000)),
    ]);
    const call = wait.call(seconds);
    try {
      return await this.hub.send(call, { signal });
    } catch (error) {
      if (isFault(error, 'GenericError') && error.message.includes('Invalid method'))
        this.missing.add(call.method);
      else if (!isKojiFault(error)) this.longest = Math.max(this.longest / 2, Math.min(this.interval, 1));
      return undefined;
    }
  }

  /**
   * Lets the time between two looks pass.
   *
   * @param milliseconds default: the interval of polling
   */
  async sleep(milliseconds = this.interval * 1000): Promise<undefined> {
    await sleep(milliseconds, this.interrupted);
    return undefined;
  }
}
