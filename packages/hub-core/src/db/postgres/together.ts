import sql from 'sql-template-tag';
import { errorCode } from '../../error-facts.js';
import { groupBy } from '../../group-by.js';
import type { Row } from '../database.js';
import type { Connection, Result, SentRows } from '../engine.js';
import type { Asked } from '../knex/asked.js';
import type { Statement } from '../statement.js';
import { mergedStatement, NEVER, type MergedStatement } from './merged-statement.js';
import type { PostgresClient } from './postgres-client.js';
import type { NamedStatement } from './prepared-query.js';
import { ObjectsQuestion, RowsQuestion, type Waiting } from './question.js';
import type { ServerConnection } from './server-connection.js';
import { PostgresArray } from './values.js';

/**
 * A connection for several who read at the same time. What they ask before any of them gets an answer is put together: those
 * who ask the same of different values are answered by one statement. What is no read is refused.
 */
export class TogetherConnection implements Connection {
  private waiting: Waiting[] = [];
  private asking: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: PostgresClient,
    private readonly server: ServerConnection,
  ) {}

  async query<R = Row>(query: Statement): Promise<Result<R>> {
    const question = new ObjectsQuestion<R>(query);
    this.add(question);
    return question.answer;
  }

  async rows<R extends object = Row>(query: Statement, most?: number): Promise<SentRows<R>> {
    const question = new RowsQuestion<R>(query, most);
    this.add(question);
    return question.answer;
  }

  ask(query: Asked): Promise<Asked> {
    return this.client.query(this.server, query);
  }

  /* Too many rows are streamed beside, once the connection is given back. */
  stream(): never {
    throw onlyReads();
  }

  async precede(): Promise<never> {
    throw onlyReads();
  }

  async later(): Promise<never> {
    throw onlyReads();
  }

  async flush(): Promise<void> {}

  async commit(): Promise<never> {
    throw onlyReads();
  }

  async commitWith(): Promise<never> {
    throw onlyReads();
  }

  async undo(): Promise<never> {
    throw onlyReads();
  }

  async script(): Promise<never> {
    throw onlyReads();
  }

  async lock(): Promise<never> {
    throw onlyReads();
  }

  async nextId(): Promise<never> {
    throw onlyReads();
  }

  async insertReturningId(): Promise<never> {
    throw onlyReads();
  }

  /* The others still have it. */
  giveBack(damage?: Error): void {
    if (damage !== undefined) this.server.discard(damage);
  }

  /** Gives the connection back to the pool when everything is answered. */
  async end(): Promise<void> {
    await this.asking;
    await this.server.idle;
    await this.client.releaseConnection(this.server);
  }

  private add(question: Waiting): void {
    if (this.waiting.push(question) === 1)
      this.asking = Promise.all([this.asking, this.askSoon()]).then(() => undefined);
  }

  /* That is when nobody goes on any more without an answer. */
  private async askSoon(): Promise<void> {
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const questions = this.waiting;
    this.waiting = [];
    const groups = groupBy(questions, ({ key }) => key);
    await Promise.all([...groups.values()].map((same) => this.askAll(same)));
  }

  private async askAll(same: readonly Waiting[]): Promise<void> {
    const [first, ...others] = same;
    // A text that is seen for the first time is not kept prepared, and what is not prepared is not merged.
    const statement = others.length > 0 ? this.client.statementOf(first!.text, first!.parameters) : undefined;
    if (statement === undefined) return this.askEach(same);
    if (statement.merged !== undefined) return this.askMerged(statement, same);
    await this.askEach([first!]);
    // What could not be learnt is asked one by one.
    await this.learn(first!.text, statement).catch(() => undefined);
    return this.askMerged(statement, others);
  }

  private async askEach(questions: readonly Waiting[]): Promise<void> {
    await Promise.all(questions.map((question) => question.askAlone(this.client, this.server)));
  }

  /* A failure does not say whose it is: each asks alone then. */
  private async askMerged(statement: NamedStatement, questions: readonly Waiting[]): Promise<void> {
    const { merged = NEVER } = statement;
    const lists = merged === NEVER ? [] : listsOf(merged, questions);
    if (merged === NEVER || lists === undefined) return this.askEach(questions);
    try {
      const text = merged.text(questions[0]!.most);
      const shape = await this.client.merged(this.server, text, lists, questions);
      for (const question of questions) question.finish(shape);
    } catch (error) {
      if (errorCode(error).startsWith(MISTAKE_IN_TEXT)) statement.merged = NEVER;
      await this.askEach(questions);
    }
  }

  /* Notes how a statement that was prepared on this connection is merged. */
  private async learn(text: string, statement: NamedStatement): Promise<void> {
    const types = sql`
      SELECT array_to_string(parameter_types::text[], ${SEPARATOR}) AS types
      FROM pg_prepared_statements WHERE name = ${statement.name}`;
    const [found] = (await this.client.run<{ types: string }>(this.server, types.text, types.values)).rows;
    if (found !== undefined)
      statement.merged = mergedStatement(text, found.types.split(SEPARATOR).filter(Boolean));
  }
}

/** The class of what the server says of a statement before it looks at values. */
const MISTAKE_IN_TEXT = '42';

/** Stands in no name of a type. */
const SEPARATOR = '|';

/* The values of each parameter, which cannot be lists when there are bytes among them. */
function listsOf(
  { types }: MergedStatement,
  questions: readonly Waiting[],
): readonly PostgresArray[] | undefined {
  const lists = types.map((type, index) =>
    questions.map(({ parameters }) => parameters.values[index] ?? null),
  );
  const texts = lists.filter((list): list is (string | null)[] => !list.some(Buffer.isBuffer));
  return texts.length < lists.length ? undefined : texts.map((list) => new PostgresArray(list));
}

function onlyReads(): Error {
  return new Error('A call that says it only reads has asked for something else');
}
