import { ask, type Ask } from '../../hub/connection.js';
import { definePage, type Page } from '../../http/page.js';
import { choice, link, order, start } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { table } from '../../html/parts.js';
import { hostTable } from './host-table.js';
import type { HostRow } from './rows.js';

const PAGE_SIZE = 50;

interface NamedRow {
  readonly id: number;
  readonly name: string;
}

/* One row more than is shown tells whether there are more. */
const window = (from: number, by: string) => ({ limit: PAGE_SIZE + 1, offset: from, order: by });

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

function pager(
  page: string,
  params: Readonly<Record<string, string | number>>,
  more: boolean,
): Html | undefined {
  const from = Number(params['start']);
  if (from === 0 && !more) return undefined;
  const to = (next: number) => link(page, { ...params, start: next || undefined });
  return html`<nav class="pager" aria-label="Further rows">
    ${from > 0 && html`<a href="${to(Math.max(from - PAGE_SIZE, 0))}">Previous ${PAGE_SIZE}</a>`}
    <span>from ${from + 1}</span>
    ${more && html`<a href="${to(from + PAGE_SIZE)}">Next ${PAGE_SIZE}</a>`}
  </nav>`;
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
  listPage(
    'tags',
    'Tags',
    (options) => ask('listTags', null, null, false, options),
    names('Tags', 'taginfo', 'tagID'),
  ),
  listPage(
    'users',
    'Users',
    (options) => ask('listUsers', 0, null, options),
    names('Users', 'userinfo', 'userID'),
  ),
  hostsPage,
];
