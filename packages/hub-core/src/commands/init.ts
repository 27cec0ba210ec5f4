import { createHub } from '../hub.js';
import { asHub } from '../rpc/as-hub.js';
import { ensureAccount } from '../users/index.js';
import { configured } from './configured.js';
import { readPassword } from './read-password.js';
import { UsageError } from './usage-error.js';

/** `koji-hub init`: creates or upgrades the database, and makes the first admin when a name is given. */
export async function init(
  file: string | undefined,
  admin: string | undefined,
  passwordFile: string | undefined,
): Promise<number> {
  if (admin === undefined && passwordFile !== undefined)
    throw new UsageError('--password-file needs --admin NAME');
  const password = admin === undefined ? undefined : readPassword(passwordFile);
  const hub = await createHub({ config: configured(file), schema: 'apply' });
  try {
    process.stdout.write('The database is up to date.\n');
    if (admin !== undefined) {
      const { created } = await asHub(hub.parts, 'init', (ctx) =>
        ensureAccount(ctx, { name: admin, password, permissions: ['admin'] }),
      );
      process.stdout.write(
        created ? `Made the admin ${admin}.\n` : `${admin} was there already: is an admin, password set.\n`,
      );
    }
    return 0;
  } finally {
    await hub.close();
  }
}
