import { ActionNotAllowed } from '@kojikit/protocol';
import type { Queries } from '../db/database.js';
import { hostIdOfUser, userGroups, userPermissions } from './queries.js';
import type { Session } from '../ground/session.js';

/** What is known of a session that was found in the database. */
export interface SessionFacts {
  readonly id: number;
  readonly key: string;
  readonly userId: number;
  readonly userName: string;
  /** The host that the user is, where that was read with the session. */
  readonly hostId: number | undefined;
  readonly authType: number | undefined;
  readonly hostAddress: string;
  readonly master: number | undefined;
  readonly callNumber: number | undefined;
  readonly exclusive: boolean;
  readonly lockError: string | undefined;
  /** The call may be repeated under a number that was used before. */
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  /** What the user may, where that was read with the session. */
  readonly permissions: readonly string[] | undefined;
}

/** The session of a caller who is logged in. */
export class HubSession implements Session {
  readonly id: number;
  readonly key: string;
  readonly authType: number | undefined;
  readonly hostAddress: string;
  readonly master: number | undefined;
  readonly callNumber: number | undefined;
  readonly exclusive: boolean;
  readonly lockError: string | undefined;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  readonly message = undefined;
  private left = false;
  private heldPermissions: Promise<readonly string[]> | undefined;
  private memberships: Promise<Readonly<Record<number, string>>> | undefined;
  private host: Promise<number | undefined> | undefined;

  constructor(
    private readonly db: Queries,
    private readonly facts: SessionFacts,
  ) {
    this.id = facts.id;
    this.key = facts.key;
    this.authType = facts.authType;
    this.hostAddress = facts.hostAddress;
    this.master = facts.master;
    this.callNumber = facts.callNumber;
    this.exclusive = facts.exclusive;
    this.lockError = facts.lockError;
    this.retryable = facts.retryable;
    this.details = facts.details;
    this.heldPermissions = facts.permissions && Promise.resolve(facts.permissions);
  }

  get loggedIn(): boolean {
    return !this.left;
  }

  get userId(): number | undefined {
    return this.left ? undefined : this.facts.userId;
  }

  get userName(): string | undefined {
    return this.left ? undefined : this.facts.userName;
  }

  async permissions(): Promise<readonly string[]> {
    if (this.left) return [];
    return (this.heldPermissions ??= userPermissions(this.db, this.facts.userId));
  }

  async hasPermission(name: string): Promise<boolean> {
    return (await this.permissions()).includes(name);
  }

  async groups(): Promise<Readonly<Record<number, string>>> {
    if (this.left) return {};
    return (this.memberships ??= this.readGroups());
  }

  async hostId(): Promise<number | undefined> {
    if (this.left) return undefined;
    return this.facts.hostId ?? (this.host ??= hostIdOfUser(this.db, this.facts.userId));
  }

  assertLogin(): void {
    if (this.left) throw new ActionNotAllowed('you must be logged in for this operation');
  }

  async assertPermission(name: string): Promise<void> {
    const held = await this.permissions();
    if (held.includes(name) || held.includes('admin')) return;
    const who = this.left ? 'user not logged in' : `logged in as ${this.facts.userName}`;
    throw new ActionNotAllowed(`${name} permission required (${who})`);
  }

  async isGroupMember(groupName: string): Promise<boolean> {
    return Object.values(await this.groups()).includes(groupName);
  }

  forget(): void {
    this.left = true;
  }

  private async readGroups(): Promise<Readonly<Record<number, string>>> {
    const groups = await userGroups(this.db, this.facts.userId);
    return Object.fromEntries(groups.map(({ id, name }) => [id, name]));
  }
}
