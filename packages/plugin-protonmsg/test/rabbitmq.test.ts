import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority, createTestHub, describeNeeding, haveOpenssl, type TestHub } from '@kojikit/testing';
import rhea from 'rhea';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import plugin from '../src/hub.js';
import { conf, eventually, metrics, queued } from './helpers.js';
import { haveRabbit, startOwnBroker, type OwnBroker } from './rabbitmq/own-broker.js';

const missing = haveRabbit && haveOpenssl ? undefined : 'there is no rabbitmq-server, or no openssl';

describeNeeding(missing, 'RabbitMQ', () => {
  let folder: string;
  let authority: Authority;
  let broker: OwnBroker;
  let clientPem: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kojikit-rabbit-tls-'));
    authority = new Authority(folder);
    clientPem = authority.issueForLogin('hub');
    const cert = authority.issueForLogin('broker', ['localhost']);
    broker = await startOwnBroker({ ca: authority.certificate, cert });
  });

  afterAll(async () => {
    await broker?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  /** A consumer of everything that has this key. */
  async function consume(key: string): Promise<{ id: unknown; body: unknown; durable: boolean }[]> {
    const got: { id: unknown; body: unknown; durable: boolean }[] = [];
    const container = rhea.create_container();
    container.on('message', ({ message }) => {
      got.push({ id: message?.message_id, body: message?.body, durable: message?.durable ?? false });
    });
    const opened = new Promise((resolve) => container.once('receiver_open', resolve));
    const connection = container.connect({
      host: '127.0.0.1',
      port: broker.port,
      username: 'guest',
      password: 'guest',
      reconnect: false,
    });
    connection.open_receiver({ source: { address: `/topic/${key}` } });
    await opened;
    onTestFinished(() => void connection.close());
    return got;
  }

  async function open(url: string, prefix: string, more = '') {
    const text = conf(url, { broker: more }).replace('topic://koji', prefix);
    const hub = await createTestHub({
      config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n',
      plugins: [plugin],
      pluginConfig: { 'protonmsg.conf': text },
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['t']);
    hub.hub.start();
    return { hub, add: (name: string) => admin.call('packageListAdd', ['t', name, 'alice']) };
  }

  /** Passes once the broker was tried and is connected no more. */
  async function failedToSend(hub: TestHub): Promise<void> {
    expect(await metrics(hub, 'protonmsg_broker_connected{')).toEqual([expect.stringMatching(/ 0$/)]);
  }

  it('takes messages at /topic/ addresses, and its consumers get them', async () => {
    const got = await consume('one.#');
    const { hub, add } = await open(`amqp://guest:guest@127.0.0.1:${broker.port}`, '/topic/one');
    for (const name of ['a', 'b', 'c']) await add(name);
    await eventually(() => expect(got).toHaveLength(3));
    expect(
      got.map(({ body }) => (JSON.parse(String(body)) as { package: { name: string } }).package.name),
    ).toEqual(['a', 'b', 'c']);
    expect(got.every(({ id, durable }) => durable && typeof id === 'string')).toBe(true);
    await eventually(async () => expect(await queued(hub)).toEqual([]));
  });

  it('is reached over TLS with a client certificate, and by its name only', async () => {
    const got = await consume('two.#');
    const pair = `cert = ${clientPem}\ncacert = ${authority.certificate}`;
    const good = await open(`amqps://guest:guest@localhost:${broker.tlsPort}`, '/topic/two', pair);
    await good.add('a');
    await eventually(() => expect(got).toHaveLength(1));

    const wrongName = await open(`amqps://guest:guest@127.0.0.1:${broker.tlsPort}`, '/topic/two', pair);
    await wrongName.add('b');
    const noCertificate = await open(`amqps://guest:guest@localhost:${broker.tlsPort}`, '/topic/two');
    await noCertificate.add('c');
    for (const { hub } of [wrongName, noCertificate]) await eventually(() => failedToSend(hub));
    expect(await queued(wrongName.hub)).toHaveLength(1);
    expect(await queued(noCertificate.hub)).toHaveLength(1);
    expect(got).toHaveLength(1);
  });

  it('is not believed to have what it has no exchange for: the message stays queued', async () => {
    const { hub, add } = await open(`amqp://guest:guest@127.0.0.1:${broker.port}`, '/exchange/nosuch/x');
    await add('a');
    await eventually(() => failedToSend(hub));
    expect(await queued(hub)).toHaveLength(1);
  });
});
