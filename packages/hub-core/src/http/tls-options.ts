import { readFileSync } from 'node:fs';
import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { HubConfig } from '../config/hub-config.js';

/**
 * TLS as hub.conf asks for it: `SSLCert` and `SSLKey` turn it on, `SSLClientCA` also asks callers for a certificate
 * and verifies it. A caller without one may connect: it can log in with a password.
 * Throws an error that names the option and file that cannot be read.
 */
export function tlsOptions(
  config: Pick<HubConfig, 'SSLCert' | 'SSLKey' | 'SSLClientCA'>,
): (SecureContextOptions & TlsOptions) | undefined {
  if (!config.SSLCert && !config.SSLKey && !config.SSLClientCA) return undefined;
  if (!config.SSLCert) throw new Error('SSLCert is missing: TLS needs the certificate of the hub');
  return {
    cert: read('SSLCert', config.SSLCert),
    key: read('SSLKey', config.SSLKey || config.SSLCert),
    minVersion: 'TLSv1.2',
    ...(config.SSLClientCA
      ? { ca: read('SSLClientCA', config.SSLClientCA), requestCert: true, rejectUnauthorized: false }
      : {}),
  };
}

function read(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`${option}: cannot read ${file}`, { cause });
  }
}
