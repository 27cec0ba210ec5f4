import { USER_STATUS, USER_TYPES } from '@kojikit/protocol';
import { buildTable } from '../../html/build-table.js';
import { counted } from '../../html/counted.js';
import { html, type Content, type Html } from '../../html/html.js';
import { pager } from '../../html/pager.js';
import { panelView } from '../../html/panel.js';
import { facts } from '../../html/parts.js';
import { taskTable } from '../../html/task-table.js';
import { link, type LinkParams } from '../../http/params.js';
import { packageTable } from '../packages/package-table.js';
import { ROWS, type UserModel } from './read.js';

const PAGE = 'userinfo';

export function userView(model: UserModel): Html {
  const { user, panels, token, query } = model;
  const params = {
    ...query,
    packageStart: query.packageStart || undefined,
    buildStart: query.buildStart || undefined,
  };
  return html`${factsView(model)}
  ${panels.map((panel) => panelView(panel, { place: 'user', id: user.id, token }))}
  ${packagesView(model, params)} ${buildsView(model, params)} ${tasksView(model)}`;
}

function factsView({ user, permissions, totals }: UserModel): Html {
  const all = (page: string, shown: string, more: LinkParams = {}) =>
    html`<a href="${link(page, { userID: user.id, ...more })}">${shown}</a>`;
  return facts([
    ['Number', user.id],
    [
      'Kind',
      user.usertype === USER_TYPES.HOST ? hostLink(user.name) : user.usertype === USER_TYPES.GROUP && 'group',
    ],
    ['Login', user.status === USER_STATUS.BLOCKED && html`<b>blocked</b>`],
    ['Kerberos', (user.krb_principals ?? []).join(', ')],
    ['Groups', names((user.groups ?? []).map((group) => userNamed(group)))],
    ['Permissions', names(Object.entries(permissions).map(permissionView))],
    ['Packages', all('packages', counted(totals.packages, 'package'))],
    ['Builds', all('builds', counted(totals.builds, 'build'))],
    [
      'Tasks',
      html`<a href="${link('tasks', { owner: user.id, state: 'all', view: 'toplevel' })}"
        >${counted(totals.tasks, 'task')}</a
      >`,
    ],
  ]);
}

const hostLink = (name: string): Html => html`<a href="${link('hostinfo', { hostID: name })}">builder</a>`;

const userNamed = (name: string): Html => html`<a href="${link(PAGE, { userID: name })}">${name}</a>`;

function names(shown: readonly Content[]): Content {
  return shown.length > 0 && shown.map((name, index) => [index > 0 && ', ', name]);
}

/* What comes from groups alone says so. */
function permissionView([name, sources]: [string, readonly (string | null)[]]): Content {
  const groups = sources.filter((source) => source !== null);
  if (groups.length < sources.length) return name;
  return [name, ' (from ', names(groups.map(userNamed)), ')'];
}

function packagesView({ packages, totals, query }: UserModel, params: LinkParams): Html {
  const sorting = {
    page: PAGE,
    params,
    param: 'packageOrder',
    startParam: 'packageStart',
    anchor: 'packagelist',
  };
  const rows = packages.slice(0, ROWS);
  return html`<section id="packagelist">
    <h2>Packages</h2>
    ${
      rows.length === 0
        ? html`<p>${query.packageStart > 0 ? 'No more.' : 'None.'}</p>`
        : packageTable('Packages', rows, sorting, { listed: true, owners: false })
    }
    ${pager(PAGE, params, packages.length > ROWS, { size: ROWS, param: 'packageStart', anchor: 'packagelist', total: totals.packages })}
  </section>`;
}

function buildsView({ builds, totals, query }: UserModel, params: LinkParams): Html {
  const sorting = { page: PAGE, params, param: 'buildOrder', startParam: 'buildStart', anchor: 'buildlist' };
  const rows = builds.slice(0, ROWS);
  return html`<section id="buildlist">
    <h2>Builds</h2>
    ${
      rows.length === 0
        ? html`<p>${query.buildStart > 0 ? 'No more.' : 'None.'}</p>`
        : buildTable('Builds', rows, sorting, { owners: false })
    }
    ${pager(PAGE, params, builds.length > ROWS, { size: ROWS, param: 'buildStart', anchor: 'buildlist', total: totals.builds })}
  </section>`;
}

function tasksView({ tasks, user, totals }: UserModel): Html {
  const rows = tasks.slice(0, ROWS);
  return html`<section id="tasklist">
    <h2>Newest tasks</h2>
    ${rows.length === 0 ? html`<p>None.</p>` : taskTable('Newest tasks', rows)}
    ${
      totals.tasks > rows.length &&
      html`<p><a href="${link('tasks', { owner: user.id, state: 'all' })}">All tasks of ${user.name}</a></p>`
    }
  </section>`;
}
