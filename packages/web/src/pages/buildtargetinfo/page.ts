import { hubCall } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { link, optionalIdOrName, text } from '../../http/params.js';
import { html } from '../../html/html.js';
import { facts } from '../../html/parts.js';

/** A target: the tag that builds are made in, and the one that they go to. */
export const buildtargetinfoPage = definePage({
  name: 'buildtargetinfo',
  params: { targetID: optionalIdOrName('The target.'), name: text('', 'The target, by its name.') },
  async answer({ params: { targetID, name }, visitor }) {
    const given = targetID ?? name;
    if (given === '') throw new PageError(400, 'The address lacks targetID, a number or a name');
    const target = (await visitor.one(hubCall('getBuildTarget', { info: given }))).value();
    if (target === null) throw new PageError(404, `There is no target ${given}`);
    const tag = (id: number, tagName: string) =>
      html`<a href="${link('taginfo', { tagID: id })}">${tagName}</a>`;
    return {
      title: `${target.name} | Target`,
      headline: html`Target ${target.name}`,
      section: 'tags',
      body: facts([
        ['Number', target.id],
        ['Build tag', tag(target.build_tag, target.build_tag_name)],
        ['Destination tag', tag(target.dest_tag, target.dest_tag_name)],
      ]),
    };
  },
});
