import { readFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { createClient, type ClientOptions } from '@kojikit/client';
import { hubCall } from '@kojikit/protocol';
import type { Proof } from '../hub/connection.js';
import { remoteHub } from '../hub/remote-hub.js';

/** PEM files that pages are served over HTTPS with. */
export interface PagesTls {
  /** The certificate of the pages, and its key unless `key` has it. */
  readonly cert: string;
  readonly key?: string | undefined;
  /** The authorities of the certificates that visitors may log in with. Default: nobody is asked for one. */
  readonly clientCa?: string | undefined;
}

/** Reads the files. Throws an error that names the one that cannot be read. */
export function readTls({ cert, key, clientCa }: PagesTls): ServerOptions {
  return {
    cert: read(cert),
    key: read(key ?? cert),
    minVersion: 'TLSv1.2',
    // Who has no certificate may come all the same: there are passwords.
    ...(clientCa !== undefined && { ca: read(clientCa), requestCert: true, rejectUnauthorized: false }),
  };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`cannot read ${file}`, { cause });
  }
}

/** Logs in at a hub who has shown a certificate to the pages. */
export interface CertificateLogin {
  /** What the visitor at this socket can log in with. */
  proofOf(socket: Socket): Proof | undefined;
  close(): void;
}

/**
 * The pages vouch for their visitors with a certificate of their own, whose subject the `ProxyDNs` of the hub has to name.
 * @param hub with the PEM file of that certificate and its key.
 * @param component the part of a visitor's certificate that is the name of the user.
 */
export function certificateLogin(
  hub: Pick<ClientOptions, 'url' | 'serverCa'> & { readonly cert: string },
  component: string,
): CertificateLogin {
  const { url, serverCa, cert } = hub;
  // No other call goes out with this certificate: one without a name would be the pages' own login.
  const client = createClient({ url, serverCa, auth: { type: 'ssl', cert }, userAgent: 'kojikit-web/1' });
  const connection = remoteHub(client, {});
  return {
    proofOf(socket) {
      const name = provedName(socket, component);
      if (name === undefined) return undefined;
      const question = hubCall('sslLogin', { proxyuser: name });
      const logIn: Proof['logIn'] = async (signal) =>
        (await connection.calls([question], undefined, signal))[0]!;
      return { name, logIn };
    },
    close: () => client.close(),
  };
}

function provedName(socket: Socket, component: string): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const subject: object | undefined = socket.getPeerCertificate().subject;
  const value: unknown = new Map(Object.entries(subject ?? {})).get(component);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}
