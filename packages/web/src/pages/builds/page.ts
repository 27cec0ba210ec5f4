import { definePage } from '../../http/page.js';
import { eventsAddress } from '../../live/events-page.js';
import { rowsText } from '../../live/list-news.js';
import { buildsParams } from './params.js';
import { readBuilds, type BuildList } from './read.js';
import { buildsHeadline, buildsView } from './view.js';

/** Builds: all of them, of a package, of an owner, or what a tag has. */
export const buildsPage = definePage({
  name: 'builds',
  params: buildsParams,
  follows: {
    kinds: ['build'],
    rows: async ({ params, visitor }) => rowsOf(await readBuilds(visitor, params)),
  },
  async answer({ params, visitor, here }) {
    const list = await readBuilds(visitor, params);
    const { package: listed, tag, user } = list;
    const names = [listed, tag, user].flatMap((named) => (named === null ? [] : [named.name]));
    return {
      title: ['Builds', ...names].join(' | '),
      headline: buildsHeadline(list),
      body: buildsView(list),
      section: 'builds',
      // Rows come and go at the top: those who have gone further read what was before.
      live:
        params.start === 0
          ? {
              events: eventsAddress([], { list: { address: here, rows: rowsOf(list) } }),
              follows: 'list',
              underWay: false,
            }
          : undefined,
    };
  },
});

/* A build that goes on to another state is the same row with another word in it. */
const rowsOf = ({ builds }: BuildList) =>
  rowsText(...builds.flatMap(({ build_id: id, state }) => [id, state]));
