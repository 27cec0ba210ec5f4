import type { Logger } from 'pino';
import type { CallMethod, HubEvents } from '@kojikit/protocol';
import type { LoginGuard } from '../auth/login-guard.js';
import type { Session } from '../auth/session.js';
import type { HubConfig } from '../config/hub-config.js';
import type { Transaction } from '../db/database.js';
import type { Registry } from '../plugins/registry.js';
import type { Policies } from '../policy/policies.js';
import type { Signals } from './signals.js';

/** What the hub knows of the HTTP request that a call came with. */
export interface RequestInfo {
  /** The caller's address, after trusted proxies were looked through. */
  readonly remoteAddress: string;
  /** Header values by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The query string without its question mark. */
  readonly query: string;
  /** Who the TLS layer or a trusted proxy says is calling. */
  readonly clientCertificate?: ClientCertificate;
  /** The user whom a trusted proxy authenticated (`REMOTE_USER`), for instance by Kerberos. */
  readonly remoteUser?: string;
  /** Aborted when the caller went away. */
  readonly signal?: AbortSignal;
}

/** A verified client certificate: its subject as one line and by component (`CN`, `OU`, …). */
export interface ClientCertificate {
  readonly subject: string;
  readonly components: Readonly<Record<string, string>>;
}

/** What every operation takes first: this request's database, caller, event, rules and helpers. */
export interface Context {
  /** This request's transaction. The only database handle that an operation may use. */
  readonly db: Transaction;
  /** Who calls. */
  readonly session: Session;
  /** The history event of this call; made once per call, on first use. */
  event(): Promise<number>;
  /** Forgets the event of this call, so that the next use makes a new one (between the calls of a multicall). */
  forgetEvent(): void;
  readonly policy: Policies;
  /** Runs the handlers of an event in the order they were registered. A handler's error aborts the call. */
  emit<Name extends keyof HubEvents>(event: Name, data: HubEvents[Name]): Promise<void>;
  /** Calls another API method in this transaction as the same caller. Access is checked as for any caller. */
  readonly call: CallMethod;
  /** {@link call} for a name that only the caller knows: what comes of it has to be looked at. */
  callUnchecked(
    method: string,
    positional: readonly unknown[],
    keywords?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
  readonly config: HubConfig;
  readonly log: Logger;
  readonly request: RequestInfo;
  /** Closes something that the result still needs, should the request fail. What is sent closes its parts itself. */
  closeOnFailure(part: { close(): Promise<void> }): void;
  /** Runs `body` after this request's commit, outside of the transaction: wake-ups, sends. Dropped on rollback. */
  afterCommit(body: () => void | Promise<void>): void;
  /** Everything that is registered: methods, policy tests, task kinds. */
  readonly registry: Registry;
  /** Wakes who waits for news of a topic (`task:12`, `host:3`), in this process. Called after commit by operations. */
  readonly signals: Signals;
  /** Slows guesses at passwords. */
  readonly logins: LoginGuard;
}
