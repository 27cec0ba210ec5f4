import { createAccount, setPassword, userPermissions } from '../auth/index.js';
import { verifyNameUser } from '../config/index.js';
import { lookupOrCreateName } from '../lookup/index.js';
import type { Context } from '../ground/context.js';
import { findUser } from './find-user.js';

/** A user as it should be. */
export interface WantedAccount {
  readonly name: string;
  /** Left out: a password that is there stays, a new account has none. */
  readonly password?: string;
  /** Permissions that the user should hold; others are left alone. */
  readonly permissions?: readonly string[];
}

/**
 * Makes sure that a user exists, has this password and holds these permissions: for the hub's own commands and for
 * first data. Where nobody is logged in, the user itself counts as who granted them.
 */
export async function ensureAccount(
  ctx: Context,
  wanted: WantedAccount,
): Promise<{ id: number; created: boolean }> {
  verifyNameUser(ctx.config, wanted.name);
  const known = await findUser(ctx, { name: wanted.name });
  const id = known?.id ?? (await createAccount(ctx, { name: wanted.name }));
  if (wanted.password !== undefined) await setPassword(ctx.db, id, wanted.password);
  const held = await userPermissions(ctx.db, id, { withGroups: false });
  for (const name of (wanted.permissions ?? []).filter((permission) => !held.includes(permission))) {
    const permission = await lookupOrCreateName(ctx, 'permissions', name);
    await ctx.db.insert('user_perms', {
      user_id: id,
      perm_id: permission.id,
      create_event: await ctx.event(),
      creator_id: ctx.session.userId ?? id,
    });
  }
  return { id, created: known === undefined };
}
