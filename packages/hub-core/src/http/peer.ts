import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';
import type { ClientCertificate } from '../ground/request-info.js';
import { partsOfName } from './distinguished-name.js';
import type { TrustedProxies } from './trusted-proxies.js';

/** Who is at the other end of a request, as far as the TLS layer or a trusted proxy can tell. */
export interface Peer {
  readonly remoteAddress: string;
  readonly clientCertificate?: ClientCertificate;
  readonly remoteUser?: string;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads the peer from the socket; from the headers `X-Forwarded-For`, `Remote-User` and `SSL-Client-*` only when the
 * socket's address is one of the trusted proxies. Anybody else could write what they like there.
 */
export function peerOf(socket: Socket, headers: Headers, proxies: TrustedProxies): Peer {
  const address = normalizeAddress(socket.remoteAddress ?? '');
  if (proxies.includes(address)) return peerBehindProxy(address, headers, proxies);
  return { remoteAddress: address, clientCertificate: certificateOf(socket) };
}

function peerBehindProxy(address: string, headers: Headers, proxies: TrustedProxies): Peer {
  const hops = text(headers['x-forwarded-for'])
    .split(',')
    .map((hop) => normalizeAddress(hop.trim()))
    .filter((hop) => isIP(hop) !== 0);
  const client = hops.reverse().find((hop) => !proxies.includes(hop)) ?? hops.at(-1) ?? address;
  const remoteUser = text(headers['remote-user']) || undefined;
  const verified = text(headers['ssl-client-verify']) === 'SUCCESS';
  const subject = text(headers['ssl-client-s-dn']);
  const clientCertificate =
    verified && subject !== '' ? { subject, components: partsOfName(subject) } : undefined;
  return { remoteAddress: client, remoteUser, clientCertificate };
}

function certificateOf(socket: Socket): ClientCertificate | undefined {
  const tls = socket as Partial<TLSSocket> & Socket;
  if (!tls.encrypted || !tls.authorized || tls.getPeerCertificate === undefined) return undefined;
  const subject: object | undefined = tls.getPeerCertificate()?.subject;
  if (subject === undefined) return undefined;
  const parts = Object.entries(subject).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? String(value[0]) : String(value),
  ]);
  // Apache's order, the most specific part first, is what ProxyDNs is written in.
  const line = [...parts].reverse().map(([name, value]) => `${name}=${value}`);
  return { subject: line.join(','), components: Object.fromEntries(parts) };
}

function normalizeAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

function text(value: string | string[] | undefined): string {
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
}
