import { createHmac, timingSafeEqual } from 'node:crypto';
import { type HubCall, hubCall, type Login } from '@kojikit/protocol';
import type { Answer, HubConnection, HubSession, Proof } from './connection.js';
import { Reply, replyTo } from './reply.js';

/** Who is logged in. */
export type User = Readonly<Login>;

/* Faults of a session that is no more: AuthError, AuthLockError, AuthExpired. */
const SESSION_FAULTS = [1002, 1006, 1007];

/** A reply for each question; none for one that was left out. */
export type Replies<Asks> = { [Name in keyof Asks]: ReplyTo<Asks[Name]> };
type ReplyTo<Question> = Question extends HubCall<infer Result> ? Reply<Result> : undefined;

/** A visitor: asks the hub, and learns with the first question who is logged in. */
export class Visitor {
  private found: User | undefined;
  private known = false;

  constructor(
    private readonly connection: HubConnection,
    private session: HubSession | undefined,
    readonly signal?: AbortSignal,
  ) {}

  /** Whether a session was given that the hub does not know any more. */
  get sessionEnded(): boolean {
    return this.ended;
  }
  private ended = false;

  /** Asks all questions at once. What they answer stands under the same names. */
  async all<Asks extends Readonly<Record<string, HubCall | undefined>>>(asks: Asks): Promise<Replies<Asks>> {
    const named = Object.entries(asks).filter((entry): entry is [string, HubCall] => entry[1] !== undefined);
    const answers = named.length === 0 ? [] : await this.ask(named.map(([, question]) => question));
    // A cast: the type of an object from entries does not tell them apart.
    return Object.fromEntries(
      named.map(([name, question], index) => [name, Reply.to(question, answers[index]!)]),
    ) as Replies<Asks>;
  }

  async one<Result>(question: HubCall<Result>): Promise<Reply<Result>> {
    return Reply.to(question, (await this.ask([question]))[0]!);
  }

  /** What the visitor can log in with instead of a password. */
  get proof(): Proof | undefined {
    return this.connection.proof;
  }

  /** Asks without a session, which costs a query less: for logging in, and for what everybody is told alike. */
  anonymously<Result>(question: HubCall<Result>): Promise<Reply<Result>> {
    return replyTo(this.connection, question, { signal: this.signal });
  }

  /** Who is logged in, or undefined. */
  async user(): Promise<User | undefined> {
    if (!this.known) await this.ask([]);
    return this.found;
  }

  /** Proof that a form of ours was sent, for this session and action; empty for nobody. */
  token(action: string): string {
    return this.session ? createHmac('sha256', this.session.key).update(action).digest('base64url') : '';
  }

  /** Whether a token is the one of this session and action. */
  accepts(token: string, action: string): boolean {
    const wanted = Buffer.from(this.token(action));
    const given = Buffer.from(token);
    return wanted.length > 0 && wanted.length === given.length && timingSafeEqual(wanted, given);
  }

  private async ask(asks: readonly HubCall[]): Promise<readonly Answer[]> {
    if (this.known || this.session === undefined) {
      this.known = true;
      return asks.length === 0 ? [] : this.connection.calls(asks, this.session, this.signal);
    }
    const login = hubCall('describeLogin');
    const [answer, ...rest] = await this.connection.calls([login, ...asks], this.session, this.signal);
    this.known = true;
    if (answer && 'fault' in answer && SESSION_FAULTS.includes(answer.fault.code)) {
      this.session = undefined;
      this.ended = true;
      return asks.length === 0 ? [] : this.connection.calls(asks, undefined, this.signal);
    }
    this.found = answer && Reply.to(login, answer).optional();
    return rest;
  }
}
