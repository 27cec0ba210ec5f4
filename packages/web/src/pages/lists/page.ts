import { type HubCall, hubCall, type IdAndName } from '@kojikit/protocol';
import { definePage, type Page } from '../../http/page.js';
import { link, order, start } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { table } from '../../html/parts.js';
import { hostsPage } from './hosts-page.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';
import { tagsPage } from './tags-page.js';

function listPage(
  name: string,
  title: string,
  question: (options: ReturnType<typeof window>) => HubCall<readonly IdAndName[]>,
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

/** Lists of tags, users and builders. */
export const listPages: readonly Page[] = [
  tagsPage,
  listPage(
    'users',
    'Users',
    (queryOpts) => hubCall('listUsers', { queryOpts }),
    names('Users', 'userinfo', 'userID'),
  ),
  hostsPage,
];
