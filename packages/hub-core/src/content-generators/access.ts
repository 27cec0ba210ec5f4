import sql from 'sql-template-tag';
import { AuthError, GenericError } from '@kojikit/protocol';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupNameStrictly, lookupOrCreateName, type Named } from '../lookup/index.js';
import type { NameOrId, UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findUserStrictly } from '../users/index.js';

/**
 * Lets a user (null: the caller) import as a content generator. Throws GenericError when that is so already.
 * @param options.create make the content generator when there is none of this name.
 */
export async function grantAccess(
  ctx: Context,
  userRef: UserRef | null,
  info: NameOrId,
  options: { readonly create: boolean },
): Promise<void> {
  const user = await findUserStrictly(ctx, userRef);
  const find = options.create ? lookupOrCreateName : lookupNameStrictly;
  const generator = await find(ctx, 'content_generator', info);
  if (await hasAccess(ctx, user.id, generator.id)) {
    throw new GenericError(`User already has access to content generator ${generator.name}`);
  }
  await insertVersioned(ctx, 'cg_users', { cg_id: generator.id, user_id: user.id });
}

/** Takes that right away. A user who did not have it is left at that. */
export async function revokeAccess(ctx: Context, userRef: UserRef | null, info: NameOrId): Promise<void> {
  const user = await findUserStrictly(ctx, userRef);
  const generator = await lookupNameStrictly(ctx, 'content_generator', info);
  await revoke(ctx, 'cg_users', sql`user_id = ${user.id} AND cg_id = ${generator.id}`);
}

/**
 * The content generator that the caller may import as. Throws AuthError `Not logged-in` or
 * `Content generator access required (<name>)`.
 */
export async function assertGenerator(ctx: Context, info: NameOrId): Promise<Named> {
  const generator = await lookupNameStrictly(ctx, 'content_generator', info);
  const { userId } = ctx.session;
  if (userId === undefined) throw new AuthError('Not logged-in');
  if (await hasAccess(ctx, userId, generator.id)) return generator;
  throw new AuthError(`Content generator access required (${generator.name})`);
}

async function hasAccess(ctx: Context, userId: number, generatorId: number): Promise<boolean> {
  const found = await ctx.db.value<number>(sql`
    SELECT cg_id FROM cg_users
    WHERE user_id = ${userId} AND cg_id = ${generatorId} AND active IS TRUE`);
  return found !== undefined;
}
