import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@kojikit/client';
import { asHub, createHub, ensureAccount, loadHubConfig, type Hub } from '@kojikit/hub-core';
import { eachEmptyDatabase } from '@kojikit/testing';
import { AmqpPeer } from '@kojikit/testing/amqp';
import sql from 'sql-template-tag';
import { expect, it, onTestFinished } from 'vitest';
import plugin from '../src/hub.js';
import { conf, eventually } from './helpers.js';
import { HubPool } from './proof/hub-pool.js';
import type { HubSetting } from './proof/hub-setting.js';

const HUB_CONF = '[hub]\nPlugins = protonmsg\nHousekeeping = off\nCheckClientIP = False\n';
const CALLS = 60;

/** A hub of this process that sends nothing: it makes the schema and looks into the database. */
async function prepare({ hubConf, pluginConf, database }: HubSetting): Promise<Hub> {
  const { config } = loadHubConfig({
    text: hubConf,
    pluginTexts: { 'protonmsg.conf': pluginConf },
    overrides: { LogLevel: 'CRITICAL', DBConnectionString: database },
  });
  const hub = await createHub({ config, plugins: [plugin], schema: 'apply' });
  onTestFinished(() => hub.close());
  await asHub(hub.parts, 'test', async (ctx) => {
    await ensureAccount(ctx, { name: 'kojiadmin', password: 'pw', permissions: ['admin'] });
  });
  return hub;
}

async function queueLength({ database }: Hub): Promise<number> {
  const db = database.open();
  return (await db.value<number>(sql`SELECT count(*) FROM proton_queue`).finally(() => db.release())) ?? 0;
}

eachEmptyDatabase('hub processes that share a queue', (make) => {
  it('send each message once, in the order of its object', async () => {
    const peer = await AmqpPeer.start();
    onTestFinished(() => peer.stop());
    const topdir = await mkdtemp(join(tmpdir(), 'kojikit-shared-'));
    onTestFinished(() => rm(topdir, { recursive: true, force: true }));
    const connection = await make();
    const setting: HubSetting = {
      hubConf: `${HUB_CONF}KojiDir = ${topdir}\n`,
      pluginConf: conf(peer.url, { queue: 'batch_size = 5' }),
      database: connection.kind === 'sqlite' ? `sqlite:${connection.path}` : connection.url!,
    };
    const owner = await prepare(setting);
    const pools = [await HubPool.open(setting), await HubPool.open(setting)];
    onTestFinished(async () => {
      await Promise.all(pools.map((pool) => pool.close()));
    });
    const clients = await Promise.all(
      pools.map(async (pool) => {
        const auth = { type: 'password', user: 'kojiadmin', password: 'pw' } as const;
        const client = createClient({ url: await pool.start(), auth, timeout: 20 });
        onTestFinished(() => client.close());
        await client.login();
        return client;
      }),
    );
    await clients[0]!.call('createTag', { name: 't' });
    for (const name of ['p0', 'p1', 'p2']) {
      await clients[0]!.call('packageListAdd', { taginfo: 't', pkginfo: name, owner: 'kojiadmin' });
    }
    // Each package is changed by both hubs in turn, and several packages at the same time.
    await Promise.all(
      ['p0', 'p1', 'p2'].map(async (name) => {
        for (let index = 0; index < CALLS / 3; index += 1) {
          await clients[index % 2]!.call('packageListSetArches', {
            taginfo: 't',
            pkginfo: name,
            arches: `a${index}`,
          });
        }
      }),
    );
    await eventually(() => expect(peer.accepted.length).toBeGreaterThanOrEqual(CALLS + 3));
    await eventually(async () => expect(await queueLength(owner)).toBe(0));
    expect(peer.received).toHaveLength(CALLS + 3);
    expect(new Set(peer.received.map(({ id }) => id)).size).toBe(CALLS + 3);
    for (const name of ['p0', 'p1', 'p2']) {
      const changes = peer.received
        .filter(({ properties }) => properties['package'] === name)
        .map(({ body }) => (JSON.parse(String(body)) as { extra_arches: string | null }).extra_arches)
        .filter((arches) => arches);
      expect(changes).toEqual(Array.from({ length: CALLS / 3 }, (nothing, index) => `a${index}`));
    }
    // Both hubs had a part in it, or the test proves nothing about sharing.
    expect(peer.connections).toBeGreaterThanOrEqual(2);
  });
});
