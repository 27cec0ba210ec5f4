import { definePage } from '../../http/page.js';
import { choice, idOrName, optionalIdOrName, start } from '../../http/params.js';
import { html } from '../../html/html.js';
import { readTag } from './read.js';
import { tagView } from './view.js';

/** A tag: its settings, what it holds and inherits from, its targets and its repo. */
export const taginfoPage = definePage({
  name: 'taginfo',
  params: {
    tagID: idOrName('The tag.'),
    all: choice(['0', '1'], '1: the whole inheritance, page by page; 0: seven levels of it.'),
    start,
    childID: optionalIdOrName('A tag that a parent is looked for: this one is offered.'),
  },
  async answer({ params: { tagID, all, start: from, childID }, visitor }) {
    const model = await readTag(visitor, tagID, all === '1' ? from : undefined);
    return {
      title: `${model.tag.name} | Tag`,
      headline: html`Tag ${model.tag.name}`,
      body: tagView(model, await visitor.user(), { from: all === '1' ? from : undefined, child: childID }),
      section: 'tags',
    };
  },
});
