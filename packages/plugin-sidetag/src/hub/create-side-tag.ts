import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import {
  allOf,
  faultText,
  createTargetOf,
  findUserStrictly,
  getTag,
  loggedIn,
  method,
  normalizeArches,
  optional,
  read,
  verifyNameInternal,
  writeNewTag,
  type Context,
} from '@kojikit/hub-core/plugin';
import type { ExpiryWish, NewSideTag } from '../api.js';
import { assertAllowed } from './assert-allowed.js';
import { configOf } from './config-of.js';
import { setFirstExpiry } from './life/expiry.js';
import { expiryWish } from './life/expiry-wish.js';
import type { SidetagConfig } from './config.js';

/** Makes a tag with a target of its own, owned by the caller. Whether it may be is the policy `sidetag`'s to say. */
export const createSideTag = method('createSideTag', {
  params: {
    basetag: read.nameOrId,
    debuginfo: read.flag(false),
    suffix: optional(read.unlessEmpty(read.text)),
    expires: optional(expiryWish),
  },
  access(ctx, params) {
    assertSuffix(configOf(ctx), params['suffix']);
    return loggedIn(ctx, params);
  },
  doc: 'Makes a side tag of a tag for the caller: a tag that inherits from it, and a target of the same name.',
  handler: (ctx, { basetag, ...wishes }) => create(ctx, basetag, wishes),
});

interface Wishes {
  readonly debuginfo: boolean;
  readonly suffix: string | null;
  readonly expires: ExpiryWish | null;
}

async function create(
  ctx: Context,
  baseInfo: read.NameOrId,
  { debuginfo, suffix, expires }: Wishes,
): Promise<NewSideTag> {
  const config = configOf(ctx);
  const [user, base] = await allOf([findUserStrictly(ctx, ctx.session.userId), getTag(ctx, baseInfo)]);
  await assertAllowed(ctx, base, user);

  const { id, name } = await reserveName(ctx, (tagId) => {
    const start = config.name_template({ basetag: base.name, tag_id: tagId });
    return suffix === null ? start : `${start}-${suffix}`;
  });
  const extra = { sidetag: true, sidetag_user: user.name, sidetag_user_id: user.id };
  const settings = {
    arches: normalizeArches(base.arches, { strict: true, allowNone: true }),
    perm_id: null,
    extra: debuginfo ? { ...extra, with_debuginfo: true } : extra,
  };
  await writeNewTag(ctx, id, settings, base.id);
  await createTargetOf(ctx, name, { buildTag: id, destTag: id });
  await setFirstExpiry(ctx, { tagId: id, baseId: base.id, wish: expires });
  return { name, id, task_id: null, request: config.trigger_new_repo ? await requestRepo(ctx, id) : null };
}

function assertSuffix(config: SidetagConfig['sidetag'], suffix: unknown): void {
  if (!read.isGiven(suffix) || config.allowed_suffixes.some((allowed) => allowed === suffix)) return;
  throw new GenericError(faultText`${suffix} suffix is not allowed for sidetag`);
}

/**
 * Draws the id of the tag to come and stores it with the name that is made of it. The id before it stays unused:
 * Koji spends one on guessing the other, and so the names agree with Koji's. Unlike a guess, a drawn id cannot go to
 * somebody else's tag.
 */
async function reserveName(
  ctx: Context,
  nameOf: (tagId: number) => string,
): Promise<{ readonly id: number; readonly name: string }> {
  const id = Math.max(...(await allOf([ctx.db.nextId('tag'), ctx.db.nextId('tag')])));
  const name = nameOf(id);
  verifyNameInternal(ctx.config, name);
  await ctx.db.later(sql`INSERT INTO tag (id, name) VALUES (${id}, ${name})`);
  return { id, name };
}

async function requestRepo(ctx: Context, tagId: number): Promise<NewSideTag['request']> {
  const { request } = await ctx.call('repo.request', { tag: tagId });
  return request;
}
