import { createHub } from '../hub.js';
import { ensureHost } from '../hosts/index.js';
import { asHub } from '../rpc/as-hub.js';
import { ensureAccount, findUser } from '../users/index.js';
import { configured } from './configured.js';
import { readPassword } from './read-password.js';

export interface NewUser {
  readonly admin: boolean;
  /** The arches of the user's host, when the user is a builder. */
  readonly arches: string | undefined;
  readonly passwordFile: string | undefined;
}

/** `koji-hub user add`: makes an account with a password; a second run sets the password again. */
export async function addUser(file: string | undefined, name: string, user: NewUser): Promise<number> {
  const password = readPassword(user.passwordFile);
  const hub = await createHub({ config: configured(file) });
  try {
    const created = await asHub(hub.parts, 'user add', async (ctx) => {
      const known = await findUser(ctx, { name });
      if (user.arches !== undefined) await ensureHost(ctx, name, user.arches);
      await ensureAccount(ctx, { name, password, permissions: user.admin ? ['admin'] : [] });
      return known === undefined;
    });
    process.stdout.write(created ? `Made ${name}.\n` : `${name} was there already: password set.\n`);
    return 0;
  } finally {
    await hub.close();
  }
}
