import { readFileSync, writeFileSync } from 'node:fs';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Certificates, haveOpenssl } from '../test/certificates.js';
import { ScriptedHub } from '../test/scripted-hub.js';
import { createClient, HubTlsError } from './index.js';

const NO_OPENSSL = 'there is no openssl to make certificates with';

let certificates: Certificates;
let hub: ScriptedHub;
let userPem: string;

beforeAll(async () => {
  if (!haveOpenssl) return;
  certificates = new Certificates();
  const server = readFileSync(certificates.issue('localhost'), 'utf8');
  userPem = certificates.issue('alice');
  const ca = readFileSync(certificates.authority, 'utf8');
  hub = await ScriptedHub.start(
    (seen) => {
      const subject = (seen.request.socket as TLSSocket).getPeerCertificate().subject as
        { CN?: string } | undefined;
      if (seen.method !== 'sslLogin') return subject?.CN ?? null;
      return { 'session-id': 3, 'session-key': 'k', 'header-auth': true };
    },
    { key: server, cert: server, ca, requestCert: true, rejectUnauthorized: false },
  );
});

afterAll(async () => {
  if (!haveOpenssl) return;
  await hub[Symbol.asyncDispose]();
  certificates.remove();
});

test('a client certificate logs in at /ssllogin, over https in any case', async ({ skip }) => {
  skip(!haveOpenssl, NO_OPENSSL);
  const client = createClient({
    url: hub.url.replace('https:', 'http:'),
    auth: { type: 'ssl', cert: userPem, serverCa: certificates.authority, proxyUser: 'bob' },
  });
  await client.login();
  expect(hub.seen.at(-1)?.url.pathname).toBe('/kojihub/ssllogin');
  expect(hub.seen.at(-1)?.keywords).toEqual({ proxyuser: 'bob' });
  expect(await client.callUnchecked('whoami')).toBe('alice');
  expect(hub.seen.at(-1)?.url.pathname).toBe('/kojihub');
  client.close();
});

test('a hub whose certificate nobody vouches for is refused, without retries', async ({ skip }) => {
  skip(!haveOpenssl, NO_OPENSSL);
  const client = createClient({ url: hub.url, anonRetry: true, retryInterval: 60 });
  const error = await client.callUnchecked('whoami').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(HubTlsError);
  expect((error as HubTlsError).code).toBe('HUB_TLS');
  expect((error as Error).message).toMatch(/cannot reach https:\/\/localhost:\d+\/kojihub: .*certificate/);
  client.close();
});

test('the check of the certificate can be turned off, or given an authority', async ({ skip }) => {
  skip(!haveOpenssl, NO_OPENSSL);
  const careless = createClient({ url: hub.url, verify: false });
  expect(await careless.callUnchecked('whoami')).toBeNull();
  careless.close();
  const careful = createClient({ url: hub.url, serverCa: certificates.authority });
  expect(await careful.callUnchecked('whoami')).toBeNull();
  careful.close();
});

test('a certificate file that is missing is named', () => {
  expect(() =>
    createClient({ url: 'https://h/kojihub', auth: { type: 'ssl', cert: '/nowhere/a.pem' } }),
  ).toThrow("Certificate /nowhere/a.pem doesn't exist or is not accessible");
  expect(() => createClient({ url: 'https://h/kojihub', serverCa: '/nowhere/ca.pem' })).toThrow(
    "Server CA /nowhere/ca.pem doesn't exist or is not accessible",
  );
});

test('mistakes about TLS are told in words that help', async ({ skip }) => {
  skip(!haveOpenssl, NO_OPENSSL);
  const reason = async (url: string) => {
    const client = createClient({ url });
    const error = await client.callUnchecked('whoami').catch((caught: Error) => caught.message);
    client.close();
    return error;
  };
  expect(await reason(hub.url)).toMatch(/\/kojihub: .*give the file of its CA as serverca\)$/);
  await using plain = await ScriptedHub.start(() => null);
  expect(await reason(plain.url.replace('http:', 'https:'))).toMatch(
    /\/kojihub: no TLS is spoken there: does its URL begin with http:\/\/\?$/,
  );
  const file = certificates.file('empty.pem');
  writeFileSync(file, 'no certificate');
  expect(() => createClient({ url: hub.url, serverCa: file })).toThrow(
    `Server CA ${file} has no CERTIFICATE`,
  );
});

test('something that is no URL is refused', () => {
  expect(() => createClient({ url: 'koji.example.com/kojihub' })).toThrow('not the URL of a hub');
});

test('a file that cannot log in is refused by name, before anybody connects', ({ skip }) => {
  skip(!haveOpenssl, NO_OPENSSL);
  const open = (cert: string) => () => createClient({ url: hub.url, auth: { type: 'ssl', cert } });
  expect(open('/nowhere.pem')).toThrow("Certificate /nowhere.pem doesn't exist or is not accessible");
  const halves = [certificates.file('alice.crt'), certificates.file('alice.key')] as const;
  expect(open(halves[0])).toThrow(`Certificate ${halves[0]} has no PRIVATE KEY`);
  expect(open(halves[1])).toThrow(`Certificate ${halves[1]} has no CERTIFICATE`);
  const encrypted = certificates.file('encrypted.pem');
  const key = readFileSync(halves[1], 'utf8').replaceAll(' PRIVATE', ' ENCRYPTED PRIVATE');
  writeFileSync(encrypted, readFileSync(halves[0], 'utf8') + key);
  expect(open(encrypted)).toThrow('has an encrypted key');
});

test('files that a connection without TLS does not use are not read', async () => {
  await using plain = await ScriptedHub.start(() => 'hello');
  const client = createClient({ url: plain.url, serverCa: '/nowhere/ca.crt' });
  expect(plain.url).toMatch(/^http:/);
  expect(await client.callUnchecked('hello')).toBe('hello');
  client.close();
  expect(() =>
    createClient({ url: plain.url.replace('http:', 'https:'), serverCa: '/nowhere/ca.crt' }),
  ).toThrow("Server CA /nowhere/ca.crt doesn't exist");
});
