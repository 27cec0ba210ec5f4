import type { Logger } from 'pino';
import type { Sql } from 'sql-template-tag';
import type { CallMethod, HubEvents } from '@kojikit/protocol';
import type { HubConfig } from '../config/hub-config.js';
import type { NewRow, Transaction } from '../db/database.js';
import type { CutList, ListCut } from './list-cut.js';
import type { Logins } from './logins.js';
import type { MethodDescription } from './method-description.js';
import type { OpenPanels } from './open-panels.js';
import type { Policies } from './policies.js';
import type { RequestInfo } from './request-info.js';
import type { Session } from './session.js';
import type { Signals } from './signals.js';
import type { ReadState } from './state.js';

/** What every operation takes first: this request's database, caller, event, rules and helpers. */
export interface Context {
  /** This request's transaction. The only database handle that an operation may use. */
  readonly db: Transaction;
  /** Who calls. */
  readonly session: Session;
  /** The history event of this call; made once per call, on first use. */
  event(): Promise<number>;
  /**
   * Inserts rows that name this call's event, and the event with them when nothing has used it yet: in one round trip.
   * @param rows for the id of the event, as SQL.
   */
  insertAtEvent(rows: (event: Sql) => readonly NewRow[]): Promise<void>;
  /** Forgets the event of this call and what policies decided, so that the next use makes a new one (between the calls of a multicall). */
  forgetEvent(): void;
  readonly policy: Policies;
  /** Runs the handlers of an event in the order they were registered. A handler's error aborts the call. */
  emit<Name extends keyof HubEvents>(event: Name, data: HubEvents[Name]): Promise<void>;
  /** Whether there are handlers of an event. Without any, nothing need be read to tell them. */
  hears(event: keyof HubEvents): boolean;
  /** Calls another API method in this transaction as the same caller. Access is checked as for any caller. */
  readonly call: CallMethod;
  /** {@link call} for a name that only the caller knows: what comes of it has to be looked at, and is as it would be sent. */
  callUnchecked(
    method: string,
    positional: readonly unknown[],
    keywords?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
  /** A part of the list that {@link callUnchecked} would answer, by a method that can read just that. Undefined where it cannot. */
  cutUnchecked(
    method: string,
    positional: readonly unknown[],
    keywords: Readonly<Record<string, unknown>>,
    cut: ListCut,
  ): Promise<CutList | undefined>;
  readonly config: HubConfig;
  readonly log: Logger;
  readonly request: RequestInfo;
  /** Closes something that the result still needs, should the request fail. What is sent closes its parts itself. */
  closeOnFailure(part: { close(): Promise<void> }): void;
  /** Runs `body` after this request's commit, outside of the transaction: wake-ups, sends. Dropped on rollback. */
  afterCommit(body: () => void | Promise<void>): void;
  /**
   * Runs `body` when what this call has done is undone: the request fails, or the call of a multicall that asked for it.
   * For what a database cannot take back by itself, such as files. The last one asked for runs first. Not run when nobody
   * knows what became of the commit, since the change may stand.
   */
  onUndo(body: () => Promise<void>): void;
  /** What can be called, by wire name, as it is described; {@link call} calls it. */
  readonly methods: ReadonlyMap<string, MethodDescription>;
  /** What modules show on pages, to this caller. */
  readonly panels: OpenPanels;
  /** What a plugin's `setup` has kept for this hub. Throws when it has kept nothing under this key. */
  readonly state: ReadState;
  /** Wakes who waits for news of a topic (`task:12`, `host:3`), in this process. Called after commit by operations. */
  readonly signals: Signals;
  /** Slows guesses at passwords. */
  readonly logins: Logins;
}
