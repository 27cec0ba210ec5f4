import { hubCall, USER_STATUS, type Plain, type User } from '@kojikit/protocol';
import { definePage } from '../../http/page.js';
import { link, order, prefix, start } from '../../http/params.js';
import { counted } from '../../html/counted.js';
import { field, filters } from '../../html/fields.js';
import { html } from '../../html/html.js';
import { listTable, type Column } from '../../html/list-table.js';
import { userLink } from '../../html/links.js';
import { pager, PAGE_SIZE, window } from '../../html/pager.js';

const COLUMNS: readonly Column<Plain<User>>[] = [
  { title: 'Name', order: 'name', cell: ({ id, name }) => userLink(id, name) },
  {
    title: 'Login',
    cell: ({ status }) => (status === USER_STATUS.BLOCKED ? html`<b>blocked</b>` : 'enabled'),
  },
  {
    title: 'What they have',
    cell: ({ id }) =>
      html`<a href="${link('packages', { userID: id })}">packages</a>
        <a href="${link('builds', { userID: id })}">builds</a>
        <a href="${link('tasks', { owner: id, state: 'all' })}">tasks</a>`,
  },
  { title: 'Number', order: 'id', newestFirst: true, cell: ({ id }) => id },
];

/** Users, with what they have. */
export const usersPage = definePage({
  name: 'users',
  params: { prefix, start, order: order('name', ['name', 'id']) },
  async answer({ params, visitor }) {
    const begin = params.prefix === undefined ? {} : { prefix: params.prefix };
    const found = await visitor.all({
      users: hubCall('listUsers', { ...begin, queryOpts: window(params.start, params.order) }),
      total: hubCall('listUsers', { ...begin, queryOpts: { countOnly: true } }),
    });
    const users = found.users.value();
    const total = found.total.value();
    const query = { ...params, start: params.start || undefined };
    return {
      title: 'Users',
      section: 'users',
      body: html`${filters('users', field('prefix', 'Begins with', params.prefix, { size: 6 }))}
        <p class="lead">${counted(total, 'user')}</p>
        ${
          users.length === 0
            ? html`<p>No users fit.</p>`
            : listTable('Users', COLUMNS, users.slice(0, PAGE_SIZE), { page: 'users', params: query })
        }
        ${pager('users', query, users.length > PAGE_SIZE, { total })}`,
    };
  },
});
