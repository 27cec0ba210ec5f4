import { definePage } from '../../http/page.js';
import { packagesParams, readPackages } from './read.js';
import { packagesHeadline, packagesView } from './view.js';

/** Packages: all of them, of a tag, or of an owner. */
export const packagesPage = definePage({
  name: 'packages',
  params: packagesParams,
  async answer({ params, visitor }) {
    const list = await readPackages(visitor, params);
    const names = [list.tag, list.user].flatMap((named) => (named === null ? [] : [named.name]));
    return {
      title: ['Packages', ...names].join(' | '),
      headline: packagesHeadline(list),
      body: packagesView(list),
      section: 'packages',
    };
  },
});
