// The message plugin: how fast a queue drains beside the AMQP library alone, and what calls cost without the plugin and
// with a healthy, a silent and a black-holed broker. The broker is a receiver of this process, or the RabbitMQ that
// KOJIKIT_BENCH_AMQP=amqp://user:password@host:port names. With KOJI_HUB another hub makes the same calls.
import rhea from 'rhea';
import sql from 'sql-template-tag';
import { createClient } from '@kojikit/client';
import plugin from '@kojikit/plugin-protonmsg/hub';
import { createTestHub } from '@kojikit/testing';
import { AmqpPeer } from '@kojikit/testing/amqp';
import { line, rate, short } from './lib/rate.mjs';

const MESSAGES = 5000;
const WINDOW = 1000;
const BODY = JSON.stringify({ action: 'add', package: { id: 1, name: 'x' }, filler: 'y'.repeat(500) });

const external = process.env['KOJIKIT_BENCH_AMQP'];
const prefix = external === undefined ? 'topic://bench' : '/topic/bench';

const conf = (url) => `[broker]
urls = ${url}
topic_prefix = ${prefix}
connect_timeout = 5
send_timeout = 5
[queue]
batch_size = 200
`;

/** Accepted messages a second of the library alone: one link, a thousand messages under way. */
function raw(url) {
  const { hostname: host, port, username, password } = new URL(url);
  return new Promise((resolve, reject) => {
    const container = rhea.create_container();
    let [sent, accepted, started] = [0, 0, 0];
    const connection = container.connect({
      host,
      port: Number(port),
      reconnect: false,
      ...(username && { username, password }),
    });
    const sender = connection.open_sender({ target: { address: `${prefix}.raw` } });
    const fill = () => {
      while (sent < MESSAGES && sent - accepted < WINDOW) {
        sent += 1;
        sender.send({ durable: true, message_id: String(sent), body: BODY });
      }
    };
    container.once('sendable', () => {
      started = performance.now();
      fill();
    });
    container.on('accepted', () => {
      accepted += 1;
      if (accepted < MESSAGES) return fill();
      connection.close();
      resolve(MESSAGES / ((performance.now() - started) / 1000));
    });
    container.on('disconnected', ({ error }) => reject(error ?? new Error('the broker went away')));
  });
}

async function hubFor(database, url) {
  return createTestHub({
    database,
    config: `[hub]\n${url === undefined ? '' : 'Plugins = protonmsg\n'}Housekeeping = off\n`,
    plugins: url === undefined ? [] : [plugin],
    pluginConfig: url === undefined ? {} : { 'protonmsg.conf': conf(url) },
  });
}

async function count(hub) {
  const db = hub.database.open();
  const left = await db.value(sql`SELECT count(*) FROM proton_queue`);
  await db.release();
  return left;
}

/** Messages a second out of a full queue until the last is noted as sent; each is about another object. */
async function drain(database, url) {
  const hub = await hubFor(database, url);
  await hub.database.transaction(async (db) => {
    for (let index = 0; index < MESSAGES; index += 1) {
      const props = { type: 'TaskStateChange', id: index };
      await db.run(
        sql`INSERT INTO proton_queue (address, props, body) VALUES ('drain', ${JSON.stringify(props)}, ${BODY})`,
      );
    }
  });
  const started = performance.now();
  hub.hub.start();
  while ((await count(hub)) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const perSecond = MESSAGES / ((performance.now() - started) / 1000);
  await hub.close();
  return perSecond;
}

let made = 0;

async function calls(database, url) {
  const hub = await hubFor(database, url);
  const admin = await hub.as('kojiadmin');
  await admin.call('createTag', ['bench']);
  hub.hub.start();
  const times = [];
  const perSecond = await rate(
    async () => {
      const started = performance.now();
      await admin.call('packageListAdd', ['bench', `package-${++made}`, 'alice']);
      times.push(performance.now() - started);
    },
    { seconds: 4, callers: 1 },
  );
  await hub.close();
  times.sort((a, b) => a - b);
  return {
    perSecond,
    median: times[Math.floor(times.length / 2)],
    late: times[Math.floor(times.length * 0.99)],
  };
}

async function otherHub(url) {
  const [user, password] = [process.env['KOJI_HUB_USER'], process.env['KOJI_HUB_PASSWORD']];
  const client = createClient({ url, auth: { type: 'password', user, password } });
  await client.login();
  const tag = `bench-messages-${process.pid}`;
  await client.call('createTag', [tag]);
  const perSecond = await rate(
    () => client.call('packageListAdd', [tag, `package-${process.pid}-${++made}`, user]),
    { seconds: 4, callers: 1 },
  );
  client.close();
  return perSecond;
}

const peer = await AmqpPeer.start();
const silent = await AmqpPeer.start({ answer: () => 'ignore' });
const blackHole = await AmqpPeer.start({ mute: true });
const broker = external ?? peer.url;

const alone = await raw(broker);
console.log(line('draining', 'messages/s', 'of raw'));
console.log(line('rhea alone', short(alone)));
for (const engine of ['sqlite', 'postgresql']) {
  const drained = await drain(engine, broker);
  console.log(line(engine, short(drained), `${Math.round((100 * drained) / alone)} %`));
}
console.log(`\n${line('packageListAdd', 'calls/s', 'of without', 'median ms', '99 % ms')}`);
for (const engine of ['sqlite', 'postgresql']) {
  let without;
  for (const [name, url] of [
    ['without the plugin', undefined],
    ['healthy broker', broker],
    ['silent broker', silent.url],
    ['black-holed broker', blackHole.url],
  ]) {
    const { perSecond, median, late } = await calls(engine, url);
    without ??= perSecond;
    const share = `${Math.round((100 * perSecond) / without)} %`;
    console.log(line(`${engine}, ${name}`, short(perSecond), share, short(median), short(late)));
  }
}
if (process.env['KOJI_HUB']) {
  console.log(line('the other hub, over HTTP', short(await otherHub(process.env['KOJI_HUB']))));
}
for (const one of [peer, silent, blackHole]) await one.stop();
