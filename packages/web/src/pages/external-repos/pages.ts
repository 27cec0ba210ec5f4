import { type ExternalRepo, hubCall, type Plain } from '@kojikit/protocol';
import { html } from '../../html/html.js';
import { externalRepoLink, tagLink } from '../../html/links.js';
import { listTable, type Column } from '../../html/list-table.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';
import { facts, table } from '../../html/parts.js';
import { definePage, type Page } from '../../http/page.js';
import { idOrName, order, start } from '../../http/params.js';

const COLUMNS: readonly Column<Plain<ExternalRepo>>[] = [
  { title: 'Name', order: 'name', cell: ({ id, name }) => externalRepoLink(id, name) },
  { title: 'Address', order: 'url', cell: ({ url }) => url },
  { title: 'Number', order: 'id', newestFirst: true, cell: ({ id }) => id },
];

const externalreposPage = definePage({
  name: 'externalrepos',
  params: { start, order: order('name', ['name', 'id', 'url']) },
  async answer({ params, visitor }) {
    const queryOpts = window(params.start, params.order);
    const rows = (await visitor.one(hubCall('listExternalRepos', { queryOpts }))).value();
    const shown = rows.slice(0, PAGE_SIZE);
    return {
      title: 'External repos',
      section: 'tags',
      body: html`${
        shown.length === 0
          ? html`<p>None.</p>`
          : listTable('External repos', COLUMNS, shown, { page: 'externalrepos', params })
      }
      ${pager('externalrepos', params, rows.length > PAGE_SIZE)}`,
    };
  },
});

const externalrepoinfoPage = definePage({
  name: 'externalrepoinfo',
  params: { extrepoID: idOrName('The external repo.') },
  async answer({ params: { extrepoID }, visitor }) {
    const found = await visitor.all({
      repo: hubCall('getExternalRepo', { info: extrepoID, strict: true }),
      tags: hubCall('getTagExternalRepos', { repo_info: extrepoID }),
    });
    const repo = found.repo.value();
    const tags = found.tags.value();
    return {
      title: `${repo.name} | External repo`,
      headline: html`External repo ${repo.name}`,
      section: 'tags',
      body: html`${facts([
          ['Number', repo.id],
          ['Address', repo.url],
        ])}
        <h2>Tags that use it</h2>
        ${
          tags.length === 0
            ? html`<p>None.</p>`
            : table(
                'Tags',
                ['Tag', 'Priority', 'Merged', 'Arches'],
                tags.map((tag) => [
                  tagLink(tag.tag_id, tag.tag_name),
                  tag.priority,
                  tag.merge_mode,
                  tag.arches ?? 'all of the tag',
                ]),
              )
        }`,
    };
  },
});

/** Repos from elsewhere. */
export const externalRepoPages: readonly Page[] = [externalreposPage, externalrepoinfoPage];
