import type { Context, Panel, PanelButton, PanelFact } from '@kojikit/hub-core/plugin';
import type { DescribedSideTag } from '../../api.js';
import { formatAge } from '../../duration.js';
import { wholeConfigOf } from '../config-of.js';
import { describeSideTags } from '../life/describe-side-tags.js';
import { presently } from '../life/expiry.js';
import { caresForOthers } from '../side-tag.js';
import { foretellCleanup } from './foretell-cleanup.js';
import { time } from './time.js';

/** The life of a side tag, on the page of the tag: what it is made of, whose it is, and when it goes. */
export const sideTagPanel: Panel = {
  name: 'sidetag',
  on: 'tag',
  async read(ctx, id) {
    const [described] = await describeSideTags(ctx, { id });
    if (described === undefined) return [];
    const actions = (await mayChangeIt(ctx, described)) ? await buttons(ctx, described) : [];
    return [{ title: 'Side tag', facts: factsOf(ctx, described), actions }];
  },
  actions: {
    expiry: (ctx, id, wish) => ctx.call('setSideTagExpiry', { sidetag: id, expires: wish }),
    usual: (ctx, id) => ctx.call('setSideTagExpiry', { sidetag: id, expires: null }),
    hold: (ctx, id, reason) => ctx.call('holdSideTag', { sidetag: id, reason: reason ?? '' }),
    release: (ctx, id, user) => ctx.call('releaseSideTag', { sidetag: id, user }),
    give: (ctx, id, user) => ctx.call('giveSideTag', { sidetag: id, user: user ?? '' }),
    share: (ctx, id, user) => ctx.call('addSideTagOwner', { sidetag: id, user: user ?? '' }),
    unshare: (ctx, id, user) => ctx.call('removeSideTagOwner', { sidetag: id, user: user ?? '' }),
    async remove(ctx, id) {
      await ctx.call('removeSideTag', { sidetag: id });
      // Its own page is gone with it.
      return 'tags';
    },
  },
};

/* As `mayChange` says, out of what is known already. */
async function mayChangeIt(ctx: Context, { user_id, owners }: DescribedSideTag): Promise<boolean> {
  const { userId, userName } = ctx.session;
  if (userId !== undefined && (user_id === userId || owners.some((name) => name === userName))) return true;
  return caresForOthers(ctx);
}

function factsOf(ctx: Context, tag: DescribedSideTag): PanelFact[] {
  const now = presently();
  return [
    tag.basetag_id === null
      ? { label: 'Base', text: 'gone' }
      : { label: 'Base', text: tag.basetag_name ?? '', link: `taginfo?tagID=${tag.basetag_id}` },
    tag.user_name === null
      ? { label: 'Owner', text: 'nobody' }
      : { label: 'Owner', text: tag.user_name, link: userPage(tag.user_name) },
    ...tag.owners.map((name) => ({ label: 'Co-owner', text: name, link: userPage(name) })),
    { label: 'Made', text: `${time(tag.create_ts)}, ${formatAge(now - tag.create_ts)} ago` },
    { label: 'Builds', text: String(tag.builds) },
    ...(tag.last_change_ts === null
      ? []
      : [
          {
            label: 'Last build tagged or untagged',
            text: `${time(tag.last_change_ts)}, ${formatAge(now - tag.last_change_ts)} ago`,
          },
        ]),
    { label: 'Expires', text: expiryOf(tag) },
    ...tag.holds.map(({ user_name: user, reason, since, until }) => ({
      label: 'Held',
      text: `by ${user} since ${time(since)}${until === null ? '' : ` until ${time(until)}`}: ${reason}`,
    })),
    { label: 'Clean-up', text: foretellCleanup(tag, wholeConfigOf(ctx).cleanup, now) },
  ];
}

const userPage = (name: string) => `userinfo?userID=${encodeURIComponent(name)}`;

function expiryOf({ expires_ts: expires, kept }: DescribedSideTag): string {
  if (expires === null) return kept ? 'never, as somebody chose' : 'not by itself';
  return kept ? `${time(expires)}, as somebody chose` : time(expires);
}

async function buttons(ctx: Context, { kept, holds, owners }: DescribedSideTag): Promise<PanelButton[]> {
  const all = await caresForOthers(ctx);
  const released = holds.filter(({ user_name: user }) => all || user === ctx.session.userName);
  const own = holds.some(({ user_name: user }) => user === ctx.session.userName);
  return [
    { name: 'expiry', label: 'Set expiry', input: 'Keep for (14d, 12h, never)' },
    ...(kept ? [{ name: 'usual', label: 'Expire as usual' }] : []),
    ...(own ? [] : [{ name: 'hold', label: 'Hold', input: 'Reason to hold it' }]),
    ...released.map(({ user_name: user }) => ({
      name: 'release',
      label: `Release the hold of ${user}`,
      value: user,
    })),
    { name: 'give', label: 'Hand over', input: 'New owner' },
    { name: 'share', label: 'Add a co-owner', input: 'User who may do the same' },
    ...owners.map((name) => ({ name: 'unshare', label: `${name} is no co-owner any more`, value: name })),
    { name: 'remove', label: 'Remove the side tag', danger: true },
  ];
}
