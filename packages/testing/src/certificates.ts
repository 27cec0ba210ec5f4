import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

/** Whether there is an `openssl` to make certificates with. */
export const haveOpenssl = spawnSync('openssl', ['version']).status === 0;

/** An authority in a folder and, signed by it, certificates for servers of this machine and for users. Needs `openssl`. */
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

  /** The authority's own certificate, which those of others are verified with. */
  get certificate(): string {
    return this.file('ca.pem');
  }

  /**
   * Issues a certificate and returns the path of a file that holds it and its key, as Koji's clients want it.
   * @param hosts as for `issue`.
   */
  issueForLogin(name: string, hosts?: readonly string[]): string {
    this.issue(name, hosts);
    const both = this.file(`${name}-login.pem`);
    const parts = ['pem', 'key'].map((kind) => readFileSync(this.file(`${name}.${kind}`), 'utf8'));
    writeFileSync(both, parts.join(''), { mode: 0o600 });
    return both;
  }

  /**
   * Makes NAME.pem and NAME.key with the subject `/O=Kojikit/CN=NAME`.
   * @param hosts names and addresses under which a server with this certificate is believed.
   */
  issue(name: string, hosts: readonly string[] = ['127.0.0.1']): void {
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
    const names = hosts.map((host) => `${isIP(host) === 0 ? 'DNS' : 'IP'}:${host}`);
    writeFileSync(this.file('names.cnf'), `subjectAltName = ${names.join(',')}\n`);
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
