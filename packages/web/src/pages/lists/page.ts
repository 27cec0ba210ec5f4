import { ask, type Ask } from '../../hub/connection.js';
import { definePage, type Page } from '../../http/page.js';
import { choice, link, order, start } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { table } from '../../html/parts.js';
import { hostTable } from './host-table.js';
import { pager, PAGE_SIZE, window } from './paging.js';
import type { HostRow } from './rows.js';
import { tagsPage } from './tags-page.js';

interface NamedRow {
  readonly id: number;
  readonly name: string;
}

function listPage(
  name: string,
  title: string,
  question: (options: ReturnType<typeof window>) => Ask,
  show: (rows: readonly NamedRow[]) => Html,
): Page {
  return definePage({
    name,
    params: { start, order: order('name', ['name', 'id']) },
    async answer({ params, visitor }) {
      const rows = (await visitor.one(question(window(params.start, params.order)))).value<NamedRow[]>();
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

const names = (title: string, page: string, param: string) => (rows: readonly NamedRow[]) =>
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
      ask('listHosts', null, null, null, enabled, null, window(params.start, params.order)),
    );
    const rows = listed.value<HostRow[]>();
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
    (options) => ask('listUsers', 0, null, options),
    names('Users', 'userinfo', 'userID'),
  ),
  hostsPage,
];
