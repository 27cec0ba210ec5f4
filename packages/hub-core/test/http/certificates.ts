import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether there is an `openssl` to make certificates with. */
export const haveOpenssl = spawnSync('openssl', ['version']).status === 0;

/** Makes an authority and, signed by it, certificates for a hub at 127.0.0.1 and for users. */
export class Authority {
  constructor(private readonly folder: string) {
    this.openssl(
      'req',
      '-x509',
      ...NEW_KEY,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=Authority',
    );
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** Makes NAME.pem and NAME.key with the subject `/O=Kojikit/CN=NAME`. */
  issue(name: string): void {
    this.openssl(
      'req',
      ...NEW_KEY,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/O=Kojikit/CN=${name}`,
    );
    writeFileSync(this.file('names.cnf'), 'subjectAltName = IP:127.0.0.1\n');
    this.openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-out', `${name}.pem`, '-days', '2', '-extfile', 'names.cnf'],
    );
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'ignore' });
  }
}

const NEW_KEY = ['-newkey', 'rsa:2048', '-nodes'];
