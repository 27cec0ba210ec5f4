import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether certificates can be made on this machine. */
export const haveOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A small authority with a certificate for `localhost` and one for a user, in a folder of their own. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  readonly authority = this.file('ca.pem');

  constructor() {
    const subject = ['-subj', '/CN=test authority'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    this.openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', ...subject);
  }

  /** Path of a PEM file with a certificate for this name and its key. */
  issue(name: string): string {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    this.openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(this.file(`${name}.ext`), `subjectAltName=DNS:${name}\n`);
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '1'];
    this.openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...signing,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.crt`,
    );
    writeFileSync(
      this.file(`${name}.pem`),
      readFileSync(this.file(`${name}.crt`), 'utf8') + readFileSync(this.file(`${name}.key`), 'utf8'),
    );
    return this.file(`${name}.pem`);
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' });
  }
}
