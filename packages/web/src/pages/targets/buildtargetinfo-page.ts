import { hubCall } from '@kojikit/protocol';
import { html } from '../../html/html.js';
import { tagLink } from '../../html/links.js';
import { facts } from '../../html/parts.js';
import { may, offers } from '../../http/may.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { link, optionalIdOrName, text } from '../../http/params.js';

/** A target: the tag that builds are made in, and the one that they go to. */
export const buildtargetinfoPage = definePage({
  name: 'buildtargetinfo',
  params: { targetID: optionalIdOrName('The target.'), name: text('', 'The target, by its name.') },
  async answer({ params: { targetID, name }, visitor }) {
    const given = targetID ?? name;
    if (given === '') throw new PageError(400, 'The address lacks targetID, a number or a name');
    const target = (await visitor.one(hubCall('getBuildTarget', { info: given }))).value();
    if (target === null) throw new PageError(404, `There is no target ${given}`);
    const mayChange = may(await visitor.user(), 'target');
    return {
      title: `${target.name} | Target`,
      headline: html`Target ${target.name}`,
      section: 'buildtargets',
      body: html`${
          mayChange &&
          offers([
            ['buildtargetedit', { targetID: target.id }, 'Edit'],
            ['buildtargetdelete', { targetID: target.id }, 'Delete'],
          ])
        }
        ${facts([
          ['Number', target.id],
          ['Build tag', tagLink(target.build_tag, target.build_tag_name)],
          ['Destination tag', tagLink(target.dest_tag, target.dest_tag_name)],
        ])}
        <p>
          <a href="${link('builds', { tagID: target.dest_tag })}">Builds in ${target.dest_tag_name}</a>
        </p>`,
    };
  },
});
