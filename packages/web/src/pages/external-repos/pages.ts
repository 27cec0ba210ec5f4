import { type ExternalRepo, hubCall, type Plain } from '@kojikit/protocol';
import { html } from '../../html/html.js';
import { externalRepoLink } from '../../html/links.js';
import { listTable, type Column } from '../../html/list-table.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';
import { definePage, type Page } from '../../http/page.js';
import { order, start } from '../../http/params.js';
import { externalrepoinfoPage } from './externalrepoinfo-page.js';

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

/** Repos from elsewhere. */
export const externalRepoPages: readonly Page[] = [externalreposPage, externalrepoinfoPage];
