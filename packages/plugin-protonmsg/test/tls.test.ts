import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority, createTestHub, describeNeeding, haveOpenssl } from '@kojikit/testing';
import { AmqpPeer } from '@kojikit/testing/amqp';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openSession } from '../src/broker/open-session.js';
import { readUrl } from '../src/broker/broker-url.js';
import { protonmsgConfig } from '../src/config.js';
import plugin from '../src/hub.js';
import { conf, eventually, queued } from './helpers.js';

const missing = haveOpenssl ? undefined : 'there is no openssl to make certificates with';

describeNeeding(missing, 'amqps', () => {
  let folder: string;
  let authority: Authority;
  /** Another authority, with a client certificate of the same name. */
  let other: Authority;
  let clientPem: string;
  let foreignPem: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kojikit-amqps-'));
    const at = (name: string) => mkdtemp(join(folder, name));
    authority = new Authority(await at('ours'));
    other = new Authority(await at('other'));
    authority.issue('broker', ['localhost']);
    authority.issue('elsewhere', ['elsewhere.example.com']);
    clientPem = authority.issueForLogin('hub');
    foreignPem = other.issueForLogin('hub');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A broker with TLS that wants certificates of clients. */
  async function startPeer(name = 'broker'): Promise<AmqpPeer> {
    const read = (file: string) => readFile(file, 'utf8');
    const [cert, key, ca] = await Promise.all(
      [authority.file(`${name}.pem`), authority.file(`${name}.key`), authority.certificate].map(read),
    );
    const peer = await AmqpPeer.start({ tls: { cert: cert!, key: key!, ca: ca! } });
    onTestFinished(() => peer.stop());
    return peer;
  }

  const pair = (cert: string, cacert: string) => ({ cert, cacert });

  /** Connects as the worker does, and closes again. */
  async function connect(url: string, files?: { cert: string; cacert: string }): Promise<string> {
    const config = protonmsgConfig.parse({
      broker: { urls: url, topic_prefix: 'koji', connect_timeout: '5', send_timeout: '5', ...files },
    });
    const session = await openSession(readUrl(url), config);
    await session.close();
    return session.name;
  }

  it('carries messages of a hub with a client certificate', async () => {
    const peer = await startPeer();
    const broker = `cert = ${clientPem}\ncacert = ${authority.certificate}`;
    const hub = await createTestHub({
      config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n',
      plugins: [plugin],
      pluginConfig: { 'protonmsg.conf': conf(peer.url, { broker }) },
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['t']);
    hub.hub.start();
    await admin.call('packageListAdd', ['t', 'a', 'alice']);
    await eventually(() =>
      expect(peer.accepted.map(({ properties }) => properties['package'])).toEqual(['a']),
    );
    await eventually(async () => expect(await queued(hub)).toEqual([]));
    expect(peer.url).toMatch(/^amqps:/);
  });

  it('says why: the certificate of the broker is of another authority', async () => {
    const peer = await startPeer();
    const files = pair(clientPem, other.certificate);
    await expect(connect(peer.url, files)).rejects.toThrow(/certificate|signature/);
    await expect(connect(peer.url)).rejects.toThrow('self-signed certificate');
    expect(peer.connections).toBe(0);
  });

  it('says why: the certificate of the broker is for another host', async () => {
    const peer = await startPeer('elsewhere');
    const files = pair(clientPem, authority.certificate);
    await expect(connect(peer.url, files)).rejects.toThrow(/localhost.*elsewhere\.example\.com/);
    const byAddress = (await startPeer()).url.replace('localhost', '127.0.0.1');
    await expect(connect(byAddress, files)).rejects.toThrow(/127\.0\.0\.1/);
    expect(peer.connections).toBe(0);
  });

  it('is refused by the broker without a certificate of its authority', async () => {
    const peer = await startPeer();
    await expect(connect(peer.url, pair(foreignPem, authority.certificate))).rejects.toThrow();
    expect(peer.connections).toBe(0);
    expect(await connect(peer.url, pair(clientPem, authority.certificate))).toMatch(/^localhost:\d+$/);
    expect(peer.connections).toBe(1);
  });

  it('is not spoken to a broker without TLS, nor the other way round', async () => {
    const plain = await AmqpPeer.start();
    onTestFinished(() => plain.stop());
    const files = pair(clientPem, authority.certificate);
    await expect(connect(plain.url.replace('amqp:', 'amqps:'), files)).rejects.toThrow();
    const peer = await startPeer();
    await expect(connect(peer.url.replace('amqps:', 'amqp:'))).rejects.toThrow();
    expect(plain.connections + peer.connections).toBe(0);
  });
});
