import type { ListedTag, Plain } from '@kojikit/protocol';
import { buildTable } from '../../html/build-table.js';
import { counted } from '../../html/counted.js';
import { html, type Html } from '../../html/html.js';
import { listTable, type Column } from '../../html/list-table.js';
import { tagLink, userLink } from '../../html/links.js';
import { pager } from '../../html/pager.js';
import { link } from '../../http/params.js';
import { buildTimes } from './build-time.js';
import type { PackageModel } from './read.js';

const PAGE = 'packageinfo';

export function packageView(model: PackageModel): Html {
  const { query, package: shown, builds, moreBuilds, totalBuilds, history } = model;
  const params = {
    ...query,
    buildStart: query.buildStart || undefined,
    tagStart: query.tagStart || undefined,
  };
  const paging = { param: 'buildStart', anchor: 'buildlist', total: totalBuilds };
  return html`<p class="lead">
      Number ${shown.id}.
      <a href="${link('builds', { packageID: shown.id })}">${counted(totalBuilds, 'build')}</a>,
      <a href="${link('recentbuilds', { package: shown.id })}">the newest as RSS</a>
    </p>
    ${buildTimes(shown.name, history)}
    <section id="buildlist">
      <h2>Builds</h2>
      ${
        builds.length === 0
          ? html`<p>None.</p>`
          : buildTable('Builds', builds, {
              page: PAGE,
              params,
              param: 'buildOrder',
              startParam: 'buildStart',
              anchor: 'buildlist',
            })
      }
      ${pager(PAGE, params, moreBuilds, paging)}
    </section>
    <section id="taglist">
      <h2>Tags that list it</h2>
      ${tagsView(model, params)}
    </section>`;
}

const TAGS: readonly Column<Plain<ListedTag>>[] = [
  { title: 'Tag', order: 'name', cell: ({ id, name }) => tagLink(id, name) },
  {
    title: 'Owner',
    order: 'owner_name',
    cell: ({ owner_id: id, owner_name: name }) =>
      id !== undefined && name !== undefined && userLink(id, name),
  },
  { title: 'Blocked', order: 'blocked', cell: ({ blocked }) => (blocked ? html`<b>blocked</b>` : 'no') },
  { title: 'Further arches', order: 'extra_arches', cell: ({ extra_arches: arches }) => arches },
];

function tagsView(
  { tags, moreTags }: PackageModel,
  params: Record<string, string | number | undefined>,
): Html {
  if (tags.length === 0) return html`<p>None.</p>`;
  const sorting = { page: PAGE, params, param: 'tagOrder', startParam: 'tagStart', anchor: 'taglist' };
  return html`${listTable('Tags that list it', TAGS, tags, sorting)}
  ${pager(PAGE, params, moreTags, { param: 'tagStart', anchor: 'taglist' })}`;
}
