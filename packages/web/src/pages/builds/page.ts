import { definePage } from '../../http/page.js';
import { buildsParams } from './params.js';
import { readBuilds } from './read.js';
import { buildsHeadline, buildsView } from './view.js';

/** Builds: all of them, of a package, of an owner, or what a tag has. */
export const buildsPage = definePage({
  name: 'builds',
  params: buildsParams,
  async answer({ params, visitor }) {
    const list = await readBuilds(visitor, params);
    const { package: listed, tag, user } = list;
    const names = [listed, tag, user].flatMap((named) => (named === null ? [] : [named.name]));
    return {
      title: ['Builds', ...names].join(' | '),
      headline: buildsHeadline(list),
      body: buildsView(list),
      section: 'builds',
    };
  },
});
