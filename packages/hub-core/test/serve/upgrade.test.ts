import { Agent } from 'node:http';
import { createClient } from '@kojikit/client';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { eachEmptyDatabase } from '@kojikit/testing';
import { expect, it, onTestFinished } from 'vitest';
import { asHub, createHub, ensureAccount, loadHubConfig } from '../../src/index.js';
import { Balancer } from './balancer.js';
import { send, ServedHub, textOf, type Program } from './served-hub.js';

const ANY = ['--listen', '127.0.0.1:0'];
const RESTARTS = 20;

/** A plugin with a table of its own, which the later version has another column and another table for. */
function plugin(version: 'old' | 'new' | 'breaking'): string {
  const steps = [
    `{ name: 'probe/0001-notes', breaking: false, up: (knex) => knex.schema.createTable('kojikit_notes',
       (notes) => { notes.increments('id'); notes.text('name').unique(); }) }`,
    `{ name: 'probe/0002-remarks', breaking: false, up: async (knex) => {
       await knex.schema.alterTable('kojikit_notes', (notes) => { notes.text('remark'); });
       await knex.schema.createTable('kojikit_remarks', (remarks) => { remarks.increments('id'); }); } }`,
    `{ name: 'probe/0003-no-notes', breaking: true, up: (knex) => knex.schema.dropTable('kojikit_notes') }`,
  ];
  const count = { old: 1, new: 2, breaking: 3 }[version];
  return `
const common = { access: () => {}, doc: '', requestOnly: false, retryable: false };
const name = { name: 'name', hasDefault: false, kind: 'plain' };
export default {
  name: 'probe',
  migrations: [${steps.slice(0, count).join()}],
  methods: [
    { ...common, name: 'note', params: [name], handler: async (ctx, { name }) => {
      await ctx.db.insert('kojikit_notes', { name${version === 'old' ? '' : ", remark: 'new'"} });
      return name;
    } },
    { ...common, name: 'notes', params: [], handler: (ctx) => ctx.db.table('kojikit_notes').orderBy('id').pluck('name') },
    { ...common, name: 'version', params: [], handler: () => '${version}' },
  ],
};
`;
}

/** What callers do without a pause: what was written, and what failed. */
class Load {
  readonly written: string[] = [];
  readonly failures: unknown[] = [];
  private stopped = false;
  private readonly done: Promise<void>[] = [];

  /** Has a caller read and write in turns. */
  add(caller: string, call: (method: string, ...params: string[]) => Promise<unknown>): void {
    const work = async (): Promise<void> => {
      for (let round = 0; !this.stopped; round += 1) {
        const name = `${caller}-${round}`;
        try {
          await call('note', name);
          this.written.push(name);
          await call('getAPIVersion');
        } catch (error) {
          this.failures.push(error);
        }
      }
    };
    this.done.push(work());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.done);
  }
}

eachEmptyDatabase('two hubs on one database', (make, engine) => {
  if (engine === 'sqlite') return;

  it(`are upgraded and restarted in turns, ${RESTARTS} times under load, without a call that fails`, async () => {
    const connection = await make();
    const drain = ['DrainTime = 1'];
    const old = await ServedHub.prepare(connection, plugin('old'), drain);
    const hub = await createHub({ config: loadHubConfig({ file: old.config }).config });
    await asHub(hub.parts, 'test', (ctx) =>
      ensureAccount(ctx, { name: 'ann', password: 'secret', permissions: ['admin'] }),
    );
    await hub.close();

    const running: { program: Program; origin: string }[] = [];
    const start = async (version: ServedHub) => {
      const program = version.serve(...ANY);
      return { program, origin: await program.url };
    };
    running.push(...(await Promise.all([start(old), start(old)])));
    const balancer = await Balancer.start(() => running.map(({ origin }) => origin));

    const load = new Load();
    const client = createClient({
      url: `${balancer.origin}/kojihub`,
      auth: { type: 'password', user: 'ann', password: 'secret' },
      retryInterval: 0.5,
    });
    await client.login();
    onTestFinished(() => client.close());
    load.add('ours', (method, ...params) => client.callUnchecked(method, params));
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    // They repeat nothing: one keeps its connection, one makes a new one for each call.
    for (const [name, kept] of [
      ['keeping', agent],
      ['fresh', undefined],
    ] as const) {
      load.add(name, async (method, ...params) => {
        const answer = await send(`${balancer.origin}/kojihub`, encodeCall(method, params), kept);
        return decodeResponse(await textOf(answer));
      });
    }

    let version = old;
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      // The step of the new version is applied while both hubs are old ones.
      if (restart === 4) version = await ServedHub.prepare(connection, plugin('new'), drain);
      const place = restart % 2;
      running[place]!.program.kill('SIGTERM');
      expect(await running[place]!.program.ended).toMatchObject({ code: 0, errors: '' });
      running[place] = await start(version);
      await expect.poll(() => balancer.readyHubs, { timeout: 100_000, interval: 20 }).toBe(2);
    }
    await load.stop();
    expect(load.failures).toEqual([]);
    const asked = await send(`${balancer.origin}/kojihub`, encodeCall('notes', []));
    const notes = decodeResponse(await textOf(asked)) as string[];
    expect([...notes].sort()).toEqual([...load.written].sort());
    expect(notes.length).toBeGreaterThan(RESTARTS);

    // A hub that a step is too much for says so to balancers, goes on with what it can, and does not start again.
    await ServedHub.prepare(connection, plugin('breaking'), drain);
    const [first] = running;
    const readiness = await send(`${first!.origin}/readyz`);
    expect([readiness.statusCode, await textOf(readiness)]).toEqual([
      503,
      'This database was upgraded by a newer version, and this version cannot run on it. ' +
        'Unknown changes: probe/0003-no-notes. Install the newer version again.\n',
    ]);
    const refused = await version.serve(...ANY).ended;
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.errors).toMatch(/was upgraded by a newer version, .* probe\/0003-no-notes/);
  }, 600_000);
});
