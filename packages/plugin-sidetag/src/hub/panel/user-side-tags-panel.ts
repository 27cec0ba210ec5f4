import type { Panel, PanelFact } from '@kojikit/hub-core/plugin';
import type { DescribedSideTag } from '../../api.js';
import { formatAge } from '../../duration.js';
import { describeSideTags } from '../life/describe-side-tags.js';
import { presently } from '../life/expiry.js';

const MOST_SHOWN = 50;

/** The side tags of a user, on the page of the user. */
export const userSideTagsPanel: Panel = {
  name: 'sidetag-user',
  on: 'user',
  async read(ctx, id) {
    const tags = await describeSideTags(ctx, { user: id });
    if (tags.length === 0) return [];
    const left = tags.length - MOST_SHOWN;
    return [
      {
        title: 'Side tags',
        facts: tags.slice(0, MOST_SHOWN).map(factOf),
        ...(left > 0 && { note: `There are ${left} more.` }),
      },
    ];
  },
};

function factOf({ id, name, builds, expires_ts: expires }: DescribedSideTag): PanelFact {
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
