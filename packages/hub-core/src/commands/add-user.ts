import { UsageError } from '@kojikit/command-line';
import { createHub } from '../hub.js';
import { ensureHost, findHost } from '../hosts/index.js';
import { asHub } from '../rpc/as-hub.js';
import { ensureAccount, findUser } from '../users/index.js';
import { configured } from './configured.js';
import { readPassword } from './read-password.js';

export interface NewUser {
  readonly admin: boolean;
  /** The arches of the user's host, when the user is a builder. */
  readonly arches: string | undefined;
  /** The channels of the host, by commas or white space. Default: for a new host all that rooms and plugins need. */
  readonly channels: string | undefined;
  readonly passwordFile: string | undefined;
}

/** `koji-hub user add`: makes an account with a password; a second run sets the password again. */
export async function addUser(file: string | undefined, name: string, user: NewUser): Promise<number> {
  if (user.arches === undefined && user.channels !== undefined)
    throw new UsageError('--channels needs --host ARCHES');
  const password = readPassword(user.passwordFile);
  const hub = await createHub({ config: await configured(file) });
  try {
    const created = await asHub(hub.parts, 'user add', async (ctx) => {
      const known = await findUser(ctx, { name });
      if (user.arches !== undefined) {
        const needed = (await findHost(ctx, name)) ? [] : hub.registry.neededChannels.keys();
        const channels = user.channels?.split(/[\s,]+/).filter(Boolean) ?? needed;
        await ensureHost(ctx, name, user.arches, channels);
      }
      await ensureAccount(ctx, { name, password, permissions: user.admin ? ['admin'] : [] });
      return known === undefined;
    });
    process.stdout.write(created ? `Made ${name}.\n` : `${name} was there already: password set.\n`);
    return 0;
  } finally {
    await hub.close();
  }
}
