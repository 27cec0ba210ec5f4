import { hubCall } from '@kojikit/protocol';
import { html } from '../../html/html.js';
import { checkbox } from '../../html/fields.js';
import { tagLink } from '../../html/links.js';
import { perform, tickedOr } from '../../http/action.js';
import { definePage } from '../../http/page.js';
import { idOrName, link } from '../../http/params.js';

/** Asks for a repo of a tag. */
export const newrepoPage = definePage({
  name: 'newrepo',
  params: { tagID: idOrName('The tag.') },
  async answer(request) {
    const { visitor, params } = request;
    const tag = (await visitor.one(hubCall('getTag', { tagInfo: params.tagID, strict: true }))).value();
    return perform(request, {
      token: `newrepo ${tag.id}`,
      title: `Make a new repo of ${tag.name}`,
      question: html`A task makes a repo of ${tagLink(tag.id, tag.name)} as it is now. Builds for targets of
      this tag use the newest repo.`,
      button: 'Make the repo',
      section: 'tags',
      fields: (typed) =>
        html`${checkbox('src', 'With source packages', tickedOr(typed, 'src', false))}
        ${checkbox('debuginfo', 'With debuginfo', tickedOr(typed, 'debuginfo', false))}`,
      async run(form) {
        const wanted = { tag: tag.id, src: form.has('src'), debuginfo: form.has('debuginfo') };
        return link('taskinfo', { taskID: (await visitor.one(hubCall('newRepo', wanted))).value() });
      },
    });
  },
});
