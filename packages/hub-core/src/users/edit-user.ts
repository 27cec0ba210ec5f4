import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { assertRealmAllowed, removePrincipal, setPrincipal, userIdByName } from '../auth/index.js';
import { verifyNameUser } from '../config/index.js';
import type { Context } from '../rpc/context.js';
import { expectArray, expectStruct, isTrue } from '../rpc/convert.js';
import { pythonStr } from '../rpc/python-names.js';
import { findUserStrictly } from './find-user.js';
import type { UserRecord } from './types.js';

/**
 * Renames a user and changes its Kerberos principals.
 * @param mappings structs with `old` and `new`: both replace, one alone removes or adds.
 * Throws GenericError when the name is taken or a mapping does not fit what the user has.
 */
export async function editUser(
  ctx: Context,
  userInfo: unknown,
  name: unknown,
  mappings: unknown,
): Promise<void> {
  const user = await findUserStrictly(ctx, userInfo);
  if (isTrue(name) && name !== user.name) await rename(ctx, user, name);
  if (!isTrue(mappings)) return;
  const { added, removed } = planPrincipals(ctx, user, expectArray(mappings));
  for (const principal of removed) await removePrincipal(ctx, user.id, principal);
  for (const principal of added) {
    assertRealmAllowed(ctx.config, principal);
    await setPrincipal(ctx, user.id, principal);
  }
}

async function rename(ctx: Context, user: UserRecord, wanted: unknown): Promise<void> {
  verifyNameUser(ctx.config, wanted);
  const name = pythonStr(wanted);
  const holder = await userIdByName(ctx.db, name);
  if (holder !== undefined) throw new GenericError(`Name ${name} already taken by user ${holder}`);
  await ctx.db.update('users', { name }, sql`id = ${user.id}`);
}

function planPrincipals(
  ctx: Context,
  user: UserRecord,
  mappings: readonly unknown[],
): { added: ReadonlySet<string>; removed: ReadonlySet<string> } {
  const added = new Set<string>();
  const removed = new Set<string>();
  for (const mapping of mappings) {
    const { old, new: wanted } = expectStruct(mapping);
    if (isTrue(old)) removed.add(pythonStr(old));
    if (!isTrue(wanted)) continue;
    verifyNameUser(ctx.config, undefined, wanted);
    added.add(pythonStr(wanted));
  }
  const current = new Set(user.krb_principals);
  refuseAny(
    added,
    (principal) => removed.has(principal),
    'There are some conflicts between added and removed',
  );
  refuseAny(added, (principal) => current.has(principal), 'Cannot add existing');
  refuseAny(removed, (principal) => !current.has(principal), 'Cannot remove non-existent');
  return { added, removed };
}

function refuseAny(
  principals: ReadonlySet<string>,
  wrong: (principal: string) => boolean,
  reason: string,
): void {
  const found = [...principals].filter(wrong);
  if (found.length > 0) throw new GenericError(`${reason} Kerberos principals: ${found.join(', ')}`);
}
