import type { Logger } from 'pino';
import sql, { type Sql } from 'sql-template-tag';
import { callMethod, type CallMethod, type HubEvents } from '@kojikit/protocol';
import { anonymousSession } from '../auth/anonymous-session.js';
import type { Session } from '../ground/session.js';
import type { HubConfig } from '../config/hub-config.js';
import type { NewRow, Transaction } from '../db/database.js';
import { insertTogether } from '../db/insert-together.js';
import { createEvent, createEventWith } from '../history/index.js';
import type { CutList, ListCut } from '../ground/list-cut.js';
import type { Logins } from '../ground/logins.js';
import type { Method } from '../ground/method.js';
import type { OpenPanels } from '../ground/open-panels.js';
import type { ReadState } from '../ground/state.js';
import { openPanels } from '../panels/open-panels.js';
import type { Registry } from '../plugins/registry.js';
import type { Policies } from '../ground/policies.js';
import { bind, bindParameters } from './bind.js';
import type { Context } from '../ground/context.js';
import type { RequestInfo } from '../ground/request-info.js';
import { findMethod, invalidMethod } from './find-method.js';
import type { HubParts } from './hub-parts.js';
import { settled } from './settled.js';
import type { Signals } from '../ground/signals.js';

/** The context of one request. Its session is filled in once it is known. */
export class RequestContext implements Context {
  session: Session = anonymousSession('no session headers');
  /** The method being called, for logs and for rules that depend on it. */
  methodName: string | undefined;
  /** Whether the session of the request was looked up. */
  identified = false;
  readonly config: HubConfig;
  readonly registry: Registry;
  readonly signals: Signals;
  readonly logins: Logins;
  readonly policy: Policies;
  readonly state: ReadState;
  private madeEvent: (() => Promise<number>) | undefined;
  private pending: (() => void | Promise<void>)[] = [];
  private undoing: (() => Promise<void>)[] = [];
  private committing = false;
  private open: { close(): Promise<void> }[] = [];

  constructor(
    parts: HubParts,
    readonly db: Transaction,
    readonly request: RequestInfo,
    readonly log: Logger,
  ) {
    this.config = parts.config;
    this.registry = parts.registry;
    this.signals = parts.signals;
    this.logins = parts.logins;
    this.policy = parts.policies(this);
    this.state = parts.states.read;
  }

  get methods(): ReadonlyMap<string, Method> {
    return this.registry.methods;
  }

  /* As `call`: a context that stands for this one with another session shows what that session may see. */
  get panels(): OpenPanels {
    return openPanels(this.registry.panels, this);
  }

  /** This context for a part of the request that only reads, by a transaction of its own. */
  reading(db: Transaction): RequestContext {
    return Object.create(this, { db: { value: db }, methodName: { writable: true } }) as RequestContext;
  }

  event(): Promise<number> {
    if (this.madeEvent === undefined) {
      const id = createEvent(this.db);
      this.noteEvent(() => id);
    }
    return this.madeEvent!();
  }

  async insertAtEvent(rows: (event: Sql) => readonly NewRow[]): Promise<void> {
    if (this.madeEvent !== undefined) return insertTogether(this.db, rows(sql`${await this.madeEvent()}`));
    const making = createEventWith(this.db, rows);
    this.noteEvent(async () => (await making)());
    try {
      await making;
    } catch (error) {
      // The event is not there either.
      this.madeEvent = undefined;
      throw error;
    }
  }

  private noteEvent(made: () => Promise<number>): void {
    this.madeEvent = made;
    this.db.whenUndone(() => {
      if (this.madeEvent === made) this.madeEvent = undefined;
    });
  }

  forgetEvent(): void {
    this.madeEvent = undefined;
    this.policy.forgetDecisions();
  }

  async emit<Name extends keyof HubEvents>(event: Name, data: HubEvents[Name]): Promise<void> {
    for (const { handler, ignoreErrors, module } of this.registry.handlersOf(event)) {
      try {
        await handler(this, data, event);
      } catch (error) {
        if (!ignoreErrors) throw error;
        this.log.error({ err: error, event, module }, 'an event handler failed');
      }
    }
  }

  hears(event: keyof HubEvents): boolean {
    return this.registry.handlersOf(event).length > 0;
  }

  /* A context that stands for this one with another session calls as that session: `this` is the one that is asked. */
  get call(): CallMethod {
    return callMethod(async ({ method, params }) =>
      settled(await this.callBound(method, (found) => bindParameters(found, params))),
    );
  }

  callUnchecked(
    name: string,
    positional: readonly unknown[],
    keywords: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> {
    return this.callBound(name, (method) => bind(method, positional, keywords));
  }

  async cutUnchecked(
    name: string,
    positional: readonly unknown[],
    keywords: Readonly<Record<string, unknown>>,
    cut: ListCut,
  ): Promise<CutList | undefined> {
    const method = findMethod(this.registry.methods, name);
    if (method.cut === undefined) return undefined;
    const params = bind(method, positional, keywords);
    await method.access(this, params);
    return method.cut(this, params, cut);
  }

  private async callBound(
    name: string,
    bound: (method: Method) => Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    const method = findMethod(this.registry.methods, name);
    if (method.requestOnly) throw invalidMethod(name);
    const params = bound(method);
    await method.access(this, params);
    return method.handler(this, params);
  }

  closeOnFailure(part: { close(): Promise<void> }): void {
    this.open.push(part);
  }

  afterCommit(body: () => void | Promise<void>): void {
    this.pending.push(body);
  }

  onUndo(body: () => Promise<void>): void {
    this.undoing.push(body);
  }

  /** Commits what was written. From here on nothing is undone by {@link onUndo}, unless it was surely not committed. */
  async commit(how = () => this.db.commit()): Promise<void> {
    this.committing = true;
    try {
      await how();
    } catch (error) {
      if (this.db.dialect.errorKind(error) !== 'unreachable') this.committing = false;
      throw error;
    }
  }

  /** Runs what was asked for after the commit. An error there cannot undo anything any more, so it is logged. */
  async committed(): Promise<void> {
    const bodies = this.pending;
    this.pending = [];
    this.undoing = [];
    for (const body of bodies) {
      try {
        await body();
      } catch (error) {
        this.log.error({ err: error, method: this.methodName }, 'work after the commit failed');
      }
    }
  }

  /**
   * Runs a part of the request under a savepoint. When it throws, what it wrote is undone and what it asked for after
   * the commit is dropped.
   */
  async savepoint<T>(body: () => Promise<T>): Promise<T> {
    const kept = this.pending.length;
    const done = this.undoing.length;
    return this.db.savepoint(async () => {
      try {
        return await body();
      } catch (error) {
        this.pending.length = kept;
        // While the rows are still locked: who waits for them must not meet what is being taken back.
        await this.undo(done);
        throw error;
      }
    });
  }

  /**
   * Takes back what was done beside the database, drops what was asked for after the commit, since there will be none,
   * and closes what the result was to be read from.
   */
  async rolledBack(): Promise<void> {
    this.pending = [];
    if (!this.committing) await this.undo(0);
    const open = this.open;
    this.open = [];
    await Promise.all(open.map((part) => part.close()));
  }

  private async undo(from: number): Promise<void> {
    for (const body of this.undoing.splice(from).reverse()) {
      try {
        await body();
      } catch (error) {
        this.log.error({ err: error, method: this.methodName }, 'a change could not be undone');
      }
    }
  }
}
