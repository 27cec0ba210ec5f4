import sql from 'sql-template-tag';
import type { Context, Panel, PanelFact } from '@kojikit/hub-core/plugin';
import type { DescribedSideTag } from '../../api.js';
import { formatAge } from '../../duration.js';
import { presently } from '../life/expiry.js';

const MOST_SHOWN = 20;

/** The side tags of a user, on the page of the user and on the user's own summary: the newest first. */
export const userSideTagsPanel: Panel = {
  name: 'sidetag-user',
  on: 'user',
  async read(ctx, id) {
    const tags = await readSideTags(ctx, id);
    const own = ctx.session.userId === id;
    if (tags.length === 0 && !own) return [];
    const left = (tags[0]?.total ?? 0) - tags.length;
    return [
      {
        title: 'Side tags',
        facts: [...tags.map(factOf), ...(own ? [MAKE_ONE] : [])],
        ...(left > 0 && { note: `There are ${left} more.` }),
      },
    ];
  },
};

const MAKE_ONE: PanelFact = { label: 'Another one', text: 'Make a side tag', link: 'sidetagcreate' };

type ListedSideTag = Pick<DescribedSideTag, 'id' | 'name' | 'builds' | 'expires_ts'>;

/* One query: pages have one for each panel. Those of the user come first, and no more than are shown: a planner that guesses
   their number too high reads all side tags. */
function readSideTags(ctx: Context, user: number): Promise<(ListedSideTag & { readonly total: number })[]> {
  return ctx.db.all(sql`
    SELECT tag.id, tag.name, life.expires AS expires_ts, owned.total,
      (SELECT COUNT(*) FROM tag_listing WHERE tag_listing.tag_id = tag.id AND tag_listing.active IS TRUE) AS builds
    FROM (SELECT tag_id, COUNT(*) OVER () AS total FROM (
            SELECT tag_id FROM tag_extra
             WHERE key = 'sidetag_user_id' AND value = ${String(user)} AND active IS TRUE
            UNION SELECT tag_id FROM kojikit_sidetag_owners WHERE user_id = ${user}) AS of_user
          ORDER BY tag_id DESC LIMIT ${MOST_SHOWN}) AS owned
      JOIN tag ON tag.id = owned.tag_id
      JOIN tag_config ON tag_config.tag_id = tag.id AND tag_config.active IS TRUE
      LEFT JOIN kojikit_sidetag AS life ON life.tag_id = tag.id
    ORDER BY tag.id DESC`);
}

function factOf({ id, name, builds, expires_ts: expires }: ListedSideTag): PanelFact {
  const end = expires === null ? '' : `, expires ${until(expires)}`;
  return {
    label: `${builds} ${builds === 1 ? 'build' : 'builds'}${end}`,
    text: name,
    link: `taginfo?tagID=${id}`,
  };
}

function until(expires: number): string {
  const left = expires - presently();
  return left > 0 ? `in ${formatAge(left)}` : 'now';
}
