import { decodeResponse, encodeCall } from '@kojikit/protocol';
import type { DatabaseConnection } from '../../src/index.js';
import { send, ServedHub, textOf } from '../serve/served-hub.js';

/* Anybody's writes, which are rows of Koji's own table of packages. */
const PLUGIN = `
const common = { access: () => {}, doc: '', requestOnly: false, retryable: false };
const text = { name: 'name', hasDefault: false, kind: 'plain' };
export default {
  name: 'probe',
  methods: [
    { ...common, name: 'note', params: [text], handler: (ctx, { name }) => ctx.db.insert('package', { name }).then(() => name) },
    { ...common, name: 'fill', params: [], handler: (ctx) => ctx.db.script(FILLING).then(() => 0) },
  ],
};
const FILLING = \`INSERT INTO package (name)
  WITH RECURSIVE counted (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counted WHERE number < 30000)
  SELECT 'filling-' || number || '-' || '\${'x'.repeat(400)}' FROM counted\`;
`;

/** A hub whose database is filled with 30,000 packages, and to which anybody may add more. */
export async function notingHub(connection: DatabaseConnection): Promise<ServedHub> {
  return ServedHub.prepare(connection, PLUGIN);
}

export async function ask<T>(origin: string, method: string, ...params: unknown[]): Promise<T> {
  return decodeResponse(await textOf(await send(`${origin}/kojihub`, encodeCall(method, params)))) as T;
}

/** The names that {@link Writers} have noted, in order. */
export async function notesOf(origin: string): Promise<string[]> {
  const rows = await ask<{ package_name: string }[]>(origin, 'listPackagesSimple', 'note-');
  return rows.map((row) => row.package_name);
}

/** Callers that write all the time. */
export class Writers {
  /** What the hub has said is written, by writer. */
  readonly written: number[] = [];
  private stopped = false;
  private readonly done: Promise<unknown>;

  constructor(origin: string, count: number) {
    this.done = Promise.all(
      Array.from({ length: count }, async (none, writer) => {
        this.written[writer] = 0;
        while (!this.stopped) {
          await ask(origin, 'note', `note-${writer}-${this.written[writer]! + 1}`);
          this.written[writer]! += 1;
        }
      }),
    );
  }

  get total(): number {
    return this.written.reduce((sum, one) => sum + one, 0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }
}
