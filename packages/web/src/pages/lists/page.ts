import type { IdAndName } from '@kojikit/protocol';
import { ask } from '../../hub/ask.js';
import type { Ask } from '../../hub/connection.js';
import { definePage, type Page } from '../../http/page.js';
import { choice, link, order, start } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { table } from '../../html/parts.js';
import { hostTable } from './host-table.js';
import { pager, PAGE_SIZE, window } from './paging.js';
import { tagsPage } from './tags-page.js';

function listPage(
  name: string,
  title: string,
  question: (options: ReturnType<typeof window>) => Ask<readonly IdAndName[]>,
  show: (rows: readonly IdAndName[]) => Html,
): Page {
  return definePage({
    name,
    params: { start, order: order('name', ['name', 'id']) },
    async answer({ params, visitor }) {
      const rows = (await visitor.one(question(window(params.start, params.order)))).value();
      const more = rows.length > PAGE_SIZE;
      return {
        title,
        section: name,
        body: html`${rows.length === 0 ? html`<p>None.</p>` : show(rows.slice(0, PAGE_SIZE))}
        ${pager(name, params, more)}`,
      };
    },
  });
}

const names = (title: string, page: string, param: string) => (rows: readonly IdAndName[]) =>
  table(
    title,
    ['Name', 'Number'],
    rows.map(({ id, name }) => [html`<a href="${link(page, { [param]: id })}">${name}</a>`, id]),
  );

const hostsPage = definePage({
  name: 'hosts',
  params: {
    state: choice(['enabled', 'disabled', 'all'], 'Only enabled or disabled builders.'),
    start,
    order: order('name', ['name', 'id', 'enabled', 'ready', 'task_load', 'capacity']),
  },
  async answer({ params, visitor }) {
    const enabled = params.state === 'all' ? null : params.state === 'enabled';
    const listed = await visitor.one(
      ask('listHosts', { enabled, queryOpts: window(params.start, params.order) }),
    );
    const rows = listed.value();
    const states = ['enabled', 'disabled', 'all'].map((state) =>
      state === params.state
        ? html`<b>${state}</b> `
        : html`<a href="${link('hosts', { state })}">${state}</a> `,
    );
    return {
      title: 'Hosts',
      section: 'hosts',
      body: html`<p class="lead">Show: ${states}</p>
        ${rows.length === 0 ? html`<p>None.</p>` : hostTable(rows.slice(0, PAGE_SIZE))}
        ${pager('hosts', params, rows.length > PAGE_SIZE)}`,
    };
  },
});

/** Lists of tags, users and builders. */
export const listPages: readonly Page[] = [
  tagsPage,
  listPage(
    'users',
    'Users',
    (queryOpts) => ask('listUsers', { queryOpts }),
    names('Users', 'userinfo', 'userID'),
  ),
  hostsPage,
];
