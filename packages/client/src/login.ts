import { readFileSync } from 'node:fs';
import { AuthError, GSSAPIAuthError } from '@kojikit/protocol';
import type { Auth, Settings } from './client-options.js';
import type { TlsSettings } from './transport.js';

/** The call that logs in. */
export interface LoginCall {
  readonly method: 'login' | 'sslLogin';
  readonly positional: unknown[];
  readonly keywords: Record<string, unknown>;
}

/** The login call for these credentials. Throws AuthError when there are none, or none that this client can use. */
export function loginCall(auth: Auth | undefined, renewal: Record<string, unknown>): LoginCall {
  switch (auth?.type) {
    case 'password':
      return {
        method: 'login',
        positional: [auth.user, auth.password],
        keywords: { opts: null, ...renewal },
      };
    case 'ssl':
      return {
        method: 'sslLogin',
        positional: [],
        keywords: { proxyuser: auth.proxyUser ?? null, ...renewal },
      };
    case 'gssapi':
      throw new GSSAPIAuthError(
        'Kerberos (GSSAPI) logins are not available in this client: log in with a client certificate or a password',
      );
    case undefined:
      throw new AuthError('no credentials are configured: a password or a client certificate is needed');
  }
}

/** Where to call: logins by certificate have to be encrypted, whatever the configured URL says. */
export function hubUrl(settings: Settings): string {
  return settings.auth?.type === 'ssl' ? settings.url.replace(/^http:/, 'https:') : settings.url;
}

/**
 * What TLS needs. The PEM files are read at once for a hub on https, so that a mistake shows early; for one on http they are
 * read when it leads to https: nobody needs them there. Throws AuthError naming the file that cannot be read.
 */
export function tlsOf(settings: Settings): () => TlsSettings {
  if (!hubUrl(settings).startsWith('https:')) return () => tlsSettings(settings);
  const tls = tlsSettings(settings);
  return () => tls;
}

function tlsSettings(settings: Settings): TlsSettings {
  const { auth } = settings;
  const ssl = auth?.type === 'ssl' ? auth : undefined;
  const caFile = ssl?.serverCa ?? settings.serverCa;
  return {
    ca: caFile === undefined ? undefined : readCertificates(caFile),
    clientCertificate: ssl === undefined ? undefined : readCredentials(ssl.cert),
    verify: caFile !== undefined || settings.verify,
  };
}

/** Certificates of authorities: of a file without any, TLS would only say that it does not trust the hub. */
function readCertificates(file: string): string {
  const pem = readPem(file, 'Server CA');
  if (!pem.includes('CERTIFICATE-----'))
    throw new AuthError(`Server CA ${file} has no CERTIFICATE: a PEM file is needed`);
  return pem;
}

/** A certificate and its key, which TLS would miss only when it connects, in words that name neither. */
function readCredentials(file: string): string {
  const pem = readPem(file, 'Certificate');
  for (const part of ['CERTIFICATE', 'PRIVATE KEY']) {
    if (!new RegExp(`^-----BEGIN (\\w+ )*${part}-----$`, 'm').test(pem)) {
      throw new AuthError(
        `Certificate ${file} has no ${part}: certificate and key belong in this one PEM file`,
      );
    }
  }
  if (/^-----BEGIN ENCRYPTED |^Proc-Type: .*ENCRYPTED/m.test(pem)) {
    throw new AuthError(`Certificate ${file} has an encrypted key: nobody could be asked for its passphrase`);
  }
  return pem;
}

function readPem(file: string, kind: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AuthError(`${kind} ${file} doesn't exist or is not accessible`, { cause });
  }
}
