import { createClient, type Client } from '@kojikit/client';
import { asHub, createHub, ensureAccount, loadHubConfig, type Hub } from '@kojikit/hub-core';
import { AmqpPeer, type PeerAnswer, type PeerMessage } from '@kojikit/testing/amqp';
import sql from 'sql-template-tag';
import plugin from '../../src/hub.js';
import { conf } from '../helpers.js';
import { HubPool } from './hub-pool.js';
import { randomOf, type Random } from './random.js';

export interface ProofOptions {
  /** A value for `DBConnectionString`: an empty database. */
  readonly database: string;
  readonly rounds: number;
  readonly seed: number;
  readonly topdir: string;
}

/** What happened in a proof, and what was wrong. */
export interface Proof {
  readonly rounds: number;
  readonly committed: number;
  readonly rolledBack: number;
  readonly deliveries: number;
  readonly repeated: number;
  readonly kills: number;
  readonly cuts: number;
  readonly outages: number;
  readonly refusals: number;
  /** Committed, and never accepted by the broker. */
  readonly lost: readonly string[];
  /** Heard of, and not in the database. */
  readonly invented: readonly string[];
  /** Packages whose changes arrived in another order than they were made. */
  readonly disordered: readonly string[];
  /** Changes that came under more than one id, or ids that stood for more than one change. */
  readonly unstable: readonly string[];
}

const PACKAGES = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const HUB_CONF = '[hub]\nPlugins = protonmsg\nHousekeeping = off\nCheckClientIP = False\n';

/**
 * Makes changes on a hub while its broker refuses, vanishes and is cut off and the hub is killed, all by a schedule that
 * the seed decides. Each change has a name of its own, which the database keeps in its history: what is there must have
 * arrived, in this order per package, and nothing else.
 */
export async function proveDelivery({ database, rounds, seed, topdir }: ProofOptions): Promise<Proof> {
  const peer = await AmqpPeer.start();
  const pluginConf = conf(peer.url, { queue: 'max_attempts = 1000000\nbatch_size = 20' });
  const hubConf = `${HUB_CONF}KojiDir = ${topdir}\n`;
  const owner = await prepare(database, hubConf, pluginConf);
  const pool = await HubPool.open({ hubConf, pluginConf, database });
  const run = new ProofRun(peer, pool, randomOf(seed));
  try {
    await run.play(rounds);
    await settle(owner);
    const proof = run.judge(await history(owner), rounds);
    for (const change of proof.lost) await explain(owner, peer, change);
    return proof;
  } finally {
    run.stop();
    await pool.close();
    await peer.stop();
    await owner.close();
  }
}

/** A hub of this process that sends nothing: it makes the schema and looks into the database. */
async function prepare(database: string, text: string, pluginConf: string): Promise<Hub> {
  const { config } = loadHubConfig({
    text,
    pluginTexts: { 'protonmsg.conf': pluginConf },
    overrides: { LogLevel: 'CRITICAL', DBConnectionString: database },
  });
  const hub = await createHub({ config, plugins: [plugin], schema: 'apply' });
  await asHub(hub.parts, 'proof', async (ctx) => {
    await ensureAccount(ctx, { name: 'kojiadmin', password: 'pw', permissions: ['admin'] });
  });
  return hub;
}

async function settle({ database }: Hub): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const db = database.open();
    const left = await db.value<number>(sql`SELECT count(*) FROM proton_queue`).finally(() => db.release());
    if (left === 0 || Date.now() > deadline) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The changes that were committed, by package, in the order of history. */
async function history({ database }: Hub): Promise<Map<string, string[]>> {
  const db = database.open();
  try {
    const rows = await db.all<{ name: string; change: string }>(sql`
      SELECT package.name, config.extra_arches AS change
        FROM tag_packages AS config JOIN package ON package.id = config.package_id
       WHERE config.extra_arches IS NOT NULL AND config.extra_arches <> ''
       ORDER BY config.create_event`);
    const changes = new Map<string, string[]>();
    for (const { name, change } of rows) changes.set(name, [...(changes.get(name) ?? []), change]);
    return changes;
  } finally {
    await db.release();
  }
}

/** Says what is known of a change that did not arrive. */
async function explain({ database }: Hub, { received }: AmqpPeer, change: string): Promise<void> {
  const db = database.open();
  const part = `%"extra_arches": "${change}"%`;
  const ended = await db.all(
    sql`SELECT id, message_id, state, attempts, last_error FROM kojikit_messages WHERE CAST(body AS TEXT) LIKE ${part}`,
  );
  const waiting = await db.all(sql`
    SELECT q.id, a.attempts, a.last_error FROM proton_queue q LEFT JOIN kojikit_message_attempts a ON a.queue_id = q.id
     WHERE CAST(q.body AS TEXT) LIKE ${part}`);
  await db.release();
  const answers = received
    .filter((message) => changeOf(message)?.change === change)
    .map(({ answer }) => answer);
  process.stderr.write(`${change}: ${JSON.stringify({ ended, waiting, answers })}\n`);
}

class ProofRun {
  private client: Client | undefined;
  private changes = 0;
  private rolledBack = 0;
  private kills = 0;
  private cuts = 0;
  private outages = 0;
  private refusals = 0;
  private mood: PeerAnswer | undefined;

  constructor(
    private readonly peer: AmqpPeer,
    private readonly pool: HubPool,
    private readonly random: Random,
  ) {
    peer.answer = () => {
      const answer = this.mood !== undefined && this.random.chance(0.5) ? this.mood : 'accept';
      if (answer !== 'accept') this.refusals += 1;
      return answer;
    };
  }

  async play(rounds: number): Promise<void> {
    await this.connect();
    await this.call('createTag', ['t']);
    for (const name of PACKAGES) await this.call('packageListAdd', ['t', name, 'kojiadmin']);
    for (let round = 0; round < rounds; round += 1) await this.round();
    this.mood = undefined;
    await this.peer.listen();
  }

  stop(): void {
    this.client?.close();
  }

  judge(committed: ReadonlyMap<string, readonly string[]>, rounds: number): Proof {
    const heard = this.peer.received.flatMap((message) => {
      const change = changeOf(message);
      return change === undefined ? [] : [{ ...change, id: String(message.id), answer: message.answer }];
    });
    const all = [...committed.values()].flat();
    const accepted = heard.filter(({ answer }) => answer === 'accept');
    const firsts = new Map<string, string[]>();
    for (const { name, change } of accepted) {
      const list = firsts.get(name) ?? [];
      if (!list.includes(change)) firsts.set(name, [...list, change]);
    }
    return {
      rounds,
      committed: all.length,
      rolledBack: this.rolledBack,
      deliveries: heard.length,
      repeated: heard.length - new Set(heard.map(({ change }) => change)).size,
      kills: this.kills,
      cuts: this.cuts,
      outages: this.outages,
      refusals: this.refusals,
      lost: all.filter((change) => !accepted.some((one) => one.change === change)),
      invented: heard.map(({ change }) => change).filter((change) => !all.includes(change)),
      disordered: PACKAGES.filter((name) => {
        return (firsts.get(name) ?? []).join() !== (committed.get(name) ?? []).join();
      }),
      unstable: [
        ...ambiguous(heard.map(({ change, id }) => [change, id])),
        ...ambiguous(heard.map(({ change, id }) => [id, change])),
      ],
    };
  }

  private async round(): Promise<void> {
    const { random } = this;
    const turn = random.below(100);
    const calls = Array.from({ length: 1 + random.below(3) }, () => this.change());
    if (turn < 12) {
      await random.pause(30);
      this.kills += 1;
      await this.pool.kill();
      await Promise.all(calls);
      await this.connect();
      return;
    }
    if (turn < 25) {
      this.cuts += 1;
      this.peer.cut();
    } else if (turn < 35) {
      this.outages += 1;
      await this.peer.stop();
      await random.pause(150);
      await Promise.all([...calls, this.change()]);
      await this.peer.listen();
    } else if (turn < 65) {
      this.mood = random.pick(['reject', 'release', 'modify', 'cut', 'detach', 'protest', undefined]);
    }
    await Promise.all(calls);
    await random.pause(40);
  }

  /** One change of one package; some fail, alone or inside of a multicall. */
  private async change(): Promise<void> {
    const { random } = this;
    const name = random.pick(PACKAGES);
    const next = () => `a${++this.changes}`;
    const turn = random.below(10);
    if (turn < 2) {
      this.rolledBack += 1;
      await this.call('setArchesAndFail', ['t', name, next()]);
    } else if (turn < 4) {
      this.rolledBack += 1;
      await this.call('multiCall', [
        [
          { methodName: 'packageListSetArches', params: ['t', name, next()] },
          { methodName: 'setArchesAndFail', params: ['t', name, next()] },
          { methodName: 'packageListSetArches', params: ['t', random.pick(PACKAGES), next()] },
        ],
      ]);
    } else {
      await this.call('packageListSetArches', ['t', name, next()]);
    }
  }

  /** What came of a call is asked of the database at the end: a killed hub cannot say. */
  private async call(method: string, params: readonly unknown[]): Promise<void> {
    await this.client?.callUnchecked(method, params).catch(() => undefined);
  }

  private async connect(): Promise<void> {
    this.client?.close();
    const url = await this.pool.start();
    const auth = { type: 'password', user: 'kojiadmin', password: 'pw' } as const;
    this.client = createClient({ url, auth, retries: 0, anonRetry: false, timeout: 20 });
    await this.client.login();
  }
}

function changeOf({ properties, body }: PeerMessage): { name: string; change: string } | undefined {
  if (properties['type'] !== 'PackageListChange') return undefined;
  const { extra_arches: change } = JSON.parse(String(body)) as { extra_arches?: string | null };
  return change ? { name: String(properties['package']), change } : undefined;
}

/** Left sides that stand beside more than one right side. */
function ambiguous(pairs: readonly (readonly [string, string])[]): string[] {
  const seen = new Map<string, Set<string>>();
  for (const [left, right] of pairs) seen.set(left, (seen.get(left) ?? new Set()).add(right));
  return [...seen].filter(([, rights]) => rights.size > 1).map(([left]) => left);
}
