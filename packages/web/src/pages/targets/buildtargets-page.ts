import { hubCall, type Plain, type Target } from '@kojikit/protocol';
import { field, filters } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { tagLink, targetLink } from '../../html/links.js';
import { listTable, type Column } from '../../html/list-table.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';
import { may, offers } from '../../http/may.js';
import { definePage } from '../../http/page.js';
import { optionalIdOrName, order, start } from '../../http/params.js';

const COLUMNS: readonly Column<Plain<Target>>[] = [
  { title: 'Target', order: 'name', cell: ({ id, name }) => targetLink(id, name) },
  { title: 'Builds in', order: 'build_tag_name', cell: (row) => tagLink(row.build_tag, row.build_tag_name) },
  { title: 'Goes to', order: 'dest_tag_name', cell: (row) => tagLink(row.dest_tag, row.dest_tag_name) },
  { title: 'Number', order: 'id', newestFirst: true, cell: ({ id }) => id },
];

/** Targets: all of them, those that build in a tag, or those whose builds go to one. */
export const buildtargetsPage = definePage({
  name: 'buildtargets',
  params: {
    buildTagID: optionalIdOrName('Only targets that build in this tag.'),
    destTagID: optionalIdOrName('Only targets whose builds go to this tag.'),
    start,
    order: order('name', ['name', 'id', 'build_tag_name', 'dest_tag_name']),
  },
  async answer({ params, visitor }) {
    // Tags may be those of several targets, and pages must not overlap.
    const by =
      /name$/.test(params.order) && !/^-?name$/.test(params.order) ? `${params.order},id` : params.order;
    const queryOpts = window(params.start, by);
    const { buildTagID, destTagID } = params;
    const rows = (
      await visitor.one(hubCall('getBuildTargets', { buildTagID, destTagID, queryOpts }))
    ).value();
    const user = await visitor.user();
    const shown = rows.slice(0, PAGE_SIZE);
    return {
      title: 'Targets',
      section: 'buildtargets',
      body: html`${may(user, 'target') && offers([['buildtargetcreate', {}, 'Make a target']])}
      ${filters('buildtargets', [
        field('buildTagID', 'Builds in', buildTagID),
        field('destTagID', 'Goes to', destTagID),
      ])}
      ${shown.length === 0 ? html`<p>None.</p>` : listTable('Targets', COLUMNS, shown, { page: 'buildtargets', params })}
      ${pager('buildtargets', params, rows.length > PAGE_SIZE)}`,
    };
  },
});
