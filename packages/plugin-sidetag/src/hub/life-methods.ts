import {
  anyone,
  loggedIn,
  method,
  optional,
  read,
  type Context,
  type Method,
} from '@kojikit/hub-core/plugin';
import type { ExpiryWish } from '../api.js';
import { baseOf } from './base-of.js';
import { describeSideTags } from './life/describe-side-tags.js';
import { lifeLimits, presently, setExpiry, wishedExpiry } from './life/expiry.js';
import { expiryWish } from './life/expiry-wish.js';
import { hold, release } from './life/holds.js';
import { addOwner, handOver, removeOwner } from './life/owners.js';
import { lockedTag, ownSideTag } from './side-tag.js';

/** Methods beyond Koji's: about the life of side tags and who they belong to. */
export const lifeMethods: readonly Method[] = [
  method('describeSideTags', {
    params: {
      sidetag: optional(read.nameOrId),
      basetag: optional(read.nameOrId),
      user: optional(read.userRef),
    },
    access: anyone,
    doc: 'Side tags with base, owners, age, expiry, number of builds and holds; on demand one, or those of a base or user.',
    handler: (ctx, filter) => describeSideTags(ctx, filter),
  }),
  method('setSideTagExpiry', {
    params: { sidetag: read.nameOrId, expires: read.nilOr(expiryWish) },
    access: loggedIn,
    doc: 'Keeps a side tag until a moment (seconds since 1970), for a duration (`14d`), or `never` to expire; nil: as usual.',
    handler: async (ctx, { sidetag, expires }) => moveExpiry(ctx, sidetag, expires),
  }),
  method('holdSideTag', {
    params: { sidetag: read.nameOrId, reason: read.checkedText, until: optional(expiryWish) },
    access: loggedIn,
    doc: 'Keeps a side tag from being removed, until a moment, for a duration, or until released. For who may change it.',
    async handler(ctx, { sidetag, reason, until }) {
      const tag = await ownSideTag(ctx, sidetag);
      const free = { usual: null, longest: null };
      await hold(ctx, tag, reason, until === null ? null : await wishedExpiry(ctx, until, free));
      return null;
    },
  }),
  method('releaseSideTag', {
    params: { sidetag: read.nameOrId, user: optional(read.userRef) },
    access: loggedIn,
    doc: "Ends the caller's hold of a side tag; with sidetag_admin that of another user.",
    async handler(ctx, { sidetag, user }) {
      await release(ctx, await lockedTag(ctx, sidetag), user);
      return null;
    },
  }),
  method('addSideTagOwner', {
    params: { sidetag: read.nameOrId, user: read.userRef },
    access: loggedIn,
    doc: 'Lets another user do with a side tag what its owner may.',
    async handler(ctx, { sidetag, user }) {
      await addOwner(ctx, await ownSideTag(ctx, sidetag), user);
      return null;
    },
  }),
  method('removeSideTagOwner', {
    params: { sidetag: read.nameOrId, user: read.userRef },
    access: loggedIn,
    doc: 'Takes back what addSideTagOwner gave.',
    async handler(ctx, { sidetag, user }) {
      await removeOwner(ctx, await ownSideTag(ctx, sidetag), user);
      return null;
    },
  }),
  method('giveSideTag', {
    params: { sidetag: read.nameOrId, user: read.userRef },
    access: loggedIn,
    doc: 'Hands a side tag over to another user, whom the policy must allow one more.',
    async handler(ctx, { sidetag, user }) {
      await handOver(ctx, await ownSideTag(ctx, sidetag), user);
      return null;
    },
  }),
];

/** Returns the new expiry in seconds since 1970, nil for none. */
async function moveExpiry(
  ctx: Context,
  info: read.NameOrId,
  wish: ExpiryWish | null,
): Promise<number | null> {
  const tag = await ownSideTag(ctx, info);
  const limits = await lifeLimits(ctx, (await baseOf(ctx, tag)).id);
  const usual = limits.usual === null ? null : presently() + limits.usual;
  const expires = wish === null ? usual : await wishedExpiry(ctx, wish, limits);
  await setExpiry(ctx, tag.id, { expires, kept: wish !== null });
  return expires;
}
