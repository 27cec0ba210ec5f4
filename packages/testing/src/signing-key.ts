import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A key that signs RPMs, in a folder of its own. Needs `gpg` and `rpmsign`. Close it in the end: gpg leaves an agent. */
export class SigningKey {
  private constructor(
    private readonly environment: NodeJS.ProcessEnv,
    /** The name that a hub gives to signatures with this key: eight letters and digits. */
    readonly id: string,
  ) {}

  /**
   * Makes a key.
   * @param folder where there may be a folder `gnupg` with it; the path has to be short, as gpg makes a socket there.
   */
  static async create(folder: string): Promise<SigningKey> {
    const home = join(folder, 'gnupg');
    await mkdir(home, { mode: 0o700, recursive: true });
    const environment = { ...process.env, GNUPGHOME: home };
    const gpg = async (...args: string[]) =>
      (await execute('gpg', ['--batch', ...args], { env: environment })).stdout;
    const owner = 'Signer <signer@example.com>';
    await gpg('--passphrase', '', '--quick-generate-key', owner, 'rsa2048', 'sign', 'never');
    const listing = await gpg('--list-keys', '--with-colons');
    const long = /^pub:[^:]*:[^:]*:[^:]*:([0-9A-F]{16})/m.exec(listing)?.[1];
    if (long === undefined) throw new Error(`gpg lists no key: ${listing}`);
    return new SigningKey(environment, long.slice(8).toLowerCase());
  }

  /** Signs an RPM in its place. */
  async sign(file: string): Promise<void> {
    const names = ['--define', '_gpg_name Signer', '--define', '__gpg /usr/bin/gpg'];
    await execute('rpmsign', [...names, '--addsign', file], { env: this.environment });
  }

  /** The public key, as `rpm --import` and `gpgkey` of dnf want it. */
  async publicKey(): Promise<string> {
    return (await execute('gpg', ['--batch', '--export', '--armor'], { env: this.environment })).stdout;
  }

  /** Ends what gpg has started. */
  async close(): Promise<void> {
    await execute('gpgconf', ['--kill', 'all'], { env: this.environment });
  }
}
