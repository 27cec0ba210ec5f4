// The message plugin: how fast a queue drains beside the AMQP library alone, and what calls cost without the plugin and
// with a healthy, a slow, a silent and a black-holed broker. The brokers and the caller are a process each; the healthy one
// is the RabbitMQ that KOJIKIT_BENCH_AMQP=amqp://user:password@host:port names, if any. KOJI_HUB and
// KOJI_HUB_WITH_PLUGIN name another hub, without and with its own plugin, that gets the same calls.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import rhea from 'rhea';
import sql, { join } from 'sql-template-tag';
import plugin from '@kojikit/plugin-protonmsg/hub';
import { createTestHub } from '@kojikit/testing';
import { line, short } from './lib/rate.mjs';
import { tell } from './lib/summary.mjs';

const MESSAGES = 20_000;
const WINDOW = 1000;
/** Messages that are put into the queue at once. */
const FILL = 500;
const TURNS = 3;
const DRAINS = 5;
const CALLS = 600;
/** Milliseconds between two looks at whether the queue is empty; of a drain, which takes 500, at most this is lost. */
const LOOK = 4;
const BODY = JSON.stringify({ action: 'add', package: { id: 1, name: 'x' }, filler: 'y'.repeat(500) });

const external = process.env['KOJIKIT_BENCH_AMQP'];
// Of this run alone: a queue that a run before has left in the broker would get a copy of every message.
const prefix = external === undefined ? 'topic://bench' : `/topic/bench-${process.pid}`;
const DRAINED = `${prefix}.drain`;

const conf = (url) => `[broker]
urls = ${url}
topic_prefix = ${prefix}
connect_timeout = 5
send_timeout = 60
`;

/** Seconds of processor time of this process so far. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What a body costs: seconds by the clock and of this process's processor time. */
async function cost(body) {
  const [clock, busy] = [performance.now(), cpu()];
  await body();
  return { clock: (performance.now() - clock) / 1000, busy: cpu() - busy };
}

const propertiesOf = (id) => ({ type: 'TaskStateChange', id });

/** What goes to a broker with the library alone. */
function connected(url, container) {
  const { hostname: host, port, username, password } = new URL(url);
  return container.connect({
    host,
    port: Number(port),
    reconnect: false,
    ...(username && { username, password }),
  });
}

/** Sends the messages that `drain` sends with the library alone: one link, a thousand messages under way. */
function sendRaw(url) {
  return new Promise((resolve, reject) => {
    const container = rhea.create_container();
    let [sent, accepted] = [0, 0];
    const connection = connected(url, container);
    const sender = connection.open_sender({ target: { address: DRAINED } });
    const site = randomUUID();
    const fill = () => {
      while (sent < MESSAGES && sent - accepted < WINDOW) {
        sent += 1;
        sender.send({
          durable: true,
          message_id: `${site}-${sent}`,
          content_type: 'application/json',
          creation_time: new Date(),
          application_properties: propertiesOf(rhea.types.wrap_long(sent)),
          body: BODY,
        });
      }
    };
    container.once('sendable', fill);
    container.on('accepted', () => {
      accepted += 1;
      if (accepted < MESSAGES) return fill();
      connection.close();
      resolve();
    });
    container.on('disconnected', ({ error }) => reject(error ?? new Error('the broker went away')));
  });
}

/**
 * A consumer, so that a real broker has to keep the messages, where it threw them away otherwise. It takes them when told to:
 * the broker's queue outlives its consumer, and a queue a turn would have the broker do more in each turn.
 */
function consume(url) {
  return new Promise((resolve, reject) => {
    const container = rhea.create_container();
    const connection = connected(url, container);
    const receiver = connection.open_receiver({ source: { address: DRAINED }, credit_window: 0 });
    const take = (count) =>
      new Promise((taken) => {
        let left = count;
        receiver.on('message', function onMessage() {
          left -= 1;
          if (left > 0) return;
          receiver.removeListener('message', onMessage);
          taken();
        });
        receiver.add_credit(count);
      });
    container.once('receiver_open', () => resolve({ take, close: () => connection.close() }));
    container.once('connection_error', ({ connection: { error } }) => reject(error));
    container.once('disconnected', ({ error }) => reject(error ?? new Error('the broker went away')));
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

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK));

async function emptyQueue(hub) {
  const left = async () => {
    const db = hub.database.open();
    return db.value(sql`SELECT 1 FROM proton_queue LIMIT 1`).finally(() => db.release());
  };
  while ((await left()) !== undefined) await pause();
}

/** Waits for what the hub itself counts: to ask the database meanwhile would take it from what is measured. */
async function accepted(hub, count) {
  const sent = hub.hub.parts.metrics.getSingleMetric('protonmsg_messages_sent_total');
  while (sum((await sent.get()).values.map(({ value }) => value)) < count) await pause();
}

/** Sends a full queue until the last is noted as sent; each message is about another object. */
async function drain(database, url) {
  const hub = await hubFor(database, url);
  await hub.database.transaction(async (db) => {
    for (let index = 0; index < MESSAGES; index += FILL) {
      const rows = Array.from({ length: FILL }, (nothing, more) => {
        return sql`('drain', ${JSON.stringify(propertiesOf(index + more))}, ${BODY})`;
      });
      await db.run(sql`INSERT INTO proton_queue (address, props, body) VALUES ${join(rows)}`);
    }
  });
  const spent = await cost(async () => {
    hub.hub.start();
    await accepted(hub, MESSAGES);
    await emptyQueue(hub);
  });
  await hub.close();
  return spent;
}

/** Has the other process make calls; answers milliseconds of each. */
async function called(order) {
  caller.send(order);
  const [times] = await once(caller, 'message');
  return times;
}

/** Calls one after the other; with `drains`, processor time is counted until the last message is noted as sent. */
async function calls(database, url, drains) {
  const hub = await hubFor(database, url);
  const address = await hub.listen();
  hub.hub.start();
  const order = { url: address, user: 'kojiadmin', password: 'pw', owner: 'alice', count: CALLS };
  let times;
  const { busy } = await cost(async () => {
    times = await called(order);
    if (drains) await emptyQueue(hub);
  });
  await hub.close();
  return { busy, times };
}

async function otherHub(url) {
  const user = process.env['KOJI_HUB_USER'] ?? 'kojiadmin';
  const password = process.env['KOJI_HUB_PASSWORD'] ?? 'pw';
  return { times: await called({ url, user, password, owner: user, seconds: 5 }) };
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Columns about several turns of calls. */
function summary(turns, without) {
  const times = turns.flatMap((turn) => turn.times).sort((a, b) => a - b);
  const perSecond = (1000 * times.length) / sum(times);
  const busy = (1000 * sum(turns.map((turn) => turn.busy ?? NaN))) / times.length;
  const at = (share) => short(times[Math.floor(times.length * share)]);
  const share = without === undefined ? '' : `${Math.round((100 * perSecond) / without.perSecond)} %`;
  const cpuShare = without === undefined || Number.isNaN(busy) ? '' : `+${short(busy - without.busy)}`;
  const columns = [
    short(perSecond),
    share,
    at(0.5),
    at(0.99),
    Number.isNaN(busy) ? '' : short(busy),
    cpuShare,
  ];
  return { perSecond, busy, columns };
}

const brokers = fork(new URL('./lib/brokers.mjs', import.meta.url));
const caller = fork(new URL('./lib/package-adder.mjs', import.meta.url));
const [peers] = await once(brokers, 'message');
const broker = external ?? peers.healthy;

const consumer = external === undefined ? undefined : await consume(external);

console.log(line('draining', 'messages/s', 'of raw', 'CPU'));
const [alone, sqlite, postgresql] = [[], [], []];
for (let turn = 0; turn <= DRAINS; turn += 1) {
  const one = [];
  for (const send of [
    () => cost(() => sendRaw(broker)),
    () => drain('sqlite', broker),
    () => drain('postgresql', broker),
  ]) {
    one.push(await send());
    await consumer?.take(MESSAGES);
  }
  // The first turn is for the compiler.
  if (turn > 0) [alone, sqlite, postgresql].forEach((list, index) => list.push(one[index]));
}
consumer?.close();
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
for (const [name, turns] of Object.entries({ 'rhea alone': alone, sqlite, postgresql })) {
  // Turn by turn, as what else the machine does falls on both.
  const part = median(turns.map(({ clock }, turn) => (100 * alone[turn].clock) / clock));
  const more = median(turns.map(({ busy }, turn) => busy / alone[turn].busy));
  if (turns !== alone)
    tell({ what: `draining, ${name}`, beside: 'the AMQP library alone', value: part, unit: '%', aim: 80 });
  const perSecond = median(turns.map(({ clock }) => MESSAGES / clock));
  console.log(line(name, short(perSecond), `${Math.round(part)} %`, `× ${short(more)}`));
}

const titles = ['calls/s', 'of without', 'median ms', '99 % ms', 'CPU ms', 'CPU more'];
console.log(`\n${line('packageListAdd', ...titles)}`);
for (const engine of ['sqlite', 'postgresql']) {
  const variants = [
    ['without the plugin', undefined, false],
    ['healthy broker', broker, true],
    ['slow broker', peers.slow, true],
    ['silent broker', peers.silent, false],
    ['black-holed broker', peers.blackHole, false],
  ];
  const turns = variants.map(() => []);
  for (let turn = 0; turn <= TURNS; turn += 1) {
    for (const [index, [, url, drains]] of variants.entries()) {
      const one = await calls(engine, url, drains);
      if (turn > 0) turns[index].push(one);
    }
  }
  let without;
  for (const [index, [name]] of variants.entries()) {
    const numbers = summary(turns[index], without);
    without ??= numbers;
    console.log(line(`${engine}, ${name}`, ...numbers.columns));
    if (numbers !== without) {
      const value = (100 * numbers.perSecond) / without.perSecond;
      tell({ what: `calls on ${engine}, ${name}`, beside: 'without the plugin', value, unit: '%', aim: 95 });
    }
  }
}

let without;
for (const [name, url] of [
  ['the other hub', process.env['KOJI_HUB']],
  ['with its plugin', process.env['KOJI_HUB_WITH_PLUGIN']],
]) {
  if (!url) continue;
  const numbers = summary([await otherHub(url)], without);
  without ??= numbers;
  console.log(line(name, ...numbers.columns));
}
brokers.disconnect();
caller.disconnect();
