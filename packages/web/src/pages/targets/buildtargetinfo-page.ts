import { hubCall, type Plain, type Target, type TargetChange } from '@kojikit/protocol';
import { deletedView } from '../../html/deleted-view.js';
import { html } from '../../html/html.js';
import { tagLink } from '../../html/links.js';
import { facts } from '../../html/parts.js';
import { may, offers } from '../../http/may.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { link, optionalIdOrName, text } from '../../http/params.js';
import { askTargetHistory, historyView } from './target-history.js';

/** A target: the tag that builds are made in, and the one that they go to; of a deleted one who deleted it. */
export const buildtargetinfoPage = definePage({
  name: 'buildtargetinfo',
  params: { targetID: optionalIdOrName('The target.'), name: text('', 'The target, by its name.') },
  async answer({ params: { targetID, name }, visitor }) {
    const given = targetID ?? name;
    if (given === '') throw new PageError(400, 'The address lacks targetID, a number or a name');
    const found = await visitor.all({
      target: hubCall('getBuildTarget', { info: given }),
      history: askTargetHistory(given),
    });
    const target = found.target.value();
    const changes = found.history.optional()?.build_target_config ?? [];
    const [last] = changes;
    if (target === null && last === undefined) throw new PageError(404, `There is no target ${given}`);
    const known = target ?? atTheEnd(last!);
    const mayChange = target !== null && may(await visitor.user(), 'target');
    return {
      title: `${known.name} | Target`,
      headline: html`Target ${known.name}`,
      section: 'buildtargets',
      body: html`${target === null && deletedView('target', last!)}
        ${
          mayChange &&
          offers([
            ['buildtargetedit', { targetID: target.id }, 'Edit'],
            ['buildtargetdelete', { targetID: target.id }, 'Delete'],
          ])
        }
        ${facts([
          ['Number', known.id],
          ['Build tag', tagLink(known.build_tag, known.build_tag_name)],
          ['Destination tag', tagLink(known.dest_tag, known.dest_tag_name)],
        ])}
        <p>
          <a href="${link('builds', { tagID: known.dest_tag })}">Builds in ${known.dest_tag_name}</a>
        </p>
        ${historyView(changes)}`,
    };
  },
});

function atTheEnd(last: Plain<TargetChange>): Plain<Target> {
  return {
    id: last.build_target_id,
    name: last['build_target.name'],
    build_tag: last.build_tag,
    build_tag_name: last['build_tag.name'],
    dest_tag: last.dest_tag,
    dest_tag_name: last['dest_tag.name'],
  };
}
