import { link } from '../../http/params.js';
import { html, type Content, type Html } from '../../html/html.js';
import { buildList } from './build-list.js';
import { packageLink, tagLink } from '../../html/links.js';
import { listTable } from '../../html/list-table.js';
import { pager } from '../../html/pager.js';
import { panelView } from '../../html/panel.js';
import { table } from '../../html/parts.js';
import { taskTable } from '../../html/task-table.js';
import { ROWS, type Own } from './read.js';

/** What belongs to who is logged in. */
export function ownView(own: Own): Html {
  const { user, tasks, builds, panels, token } = own;
  return html`${part('Your tasks', tasks.length > 0 && taskTable('Your tasks', tasks), html`<a href="${link('tasks', { owner: user.id, state: 'all' })}">All your tasks</a>`)}
    ${part('Your builds', builds.length > 0 && buildList('Your builds', builds, { owner: false }), html`<a href="${link('builds', { userID: user.id })}">All your builds</a>`)}
    ${panels.map((panel) => panelView(panel, { place: 'user', id: user.id, token }))} ${packagesView(own)}
    ${notificationsView(own)}
    <p><a href="activesession">Your sessions</a></p>`;
}

/** A part of the summary. @param shown nothing where there is none. */
export function part(name: string, shown: Html | false, more?: Content, anchor?: string): Html {
  return html`<section ${anchor && html` id="${anchor}"`}>
    <h2>${name}</h2>
    ${shown || html`<p class="none">None.</p>`} ${more && html`<p>${more}</p>`}
  </section>`;
}

function packagesView({ packages, more_packages: more, query }: Own): Html {
  const params = { packageStart: query.packageStart || undefined, packageOrder: query.packageOrder };
  const shown = html`${listTable(
    'Your packages',
    [
      {
        title: 'Package',
        order: 'package_name',
        cell: (row) => packageLink(row.package_id, row.package_name),
      },
      { title: 'Tag', order: 'tag_name', cell: (row) => tagLink(row.tag_id, row.tag_name) },
      { title: 'Blocked', order: 'blocked', cell: ({ blocked }) => (blocked ? 'yes' : 'no') },
    ],
    packages,
    { page: 'index', params, param: 'packageOrder', startParam: 'packageStart', anchor: 'packagelist' },
  )}
  ${pager('index', params, more, { size: ROWS, param: 'packageStart', anchor: 'packagelist' })}`;
  const some = packages.length > 0 || query.packageStart > 0;
  return part('Your packages', some && shown, undefined, 'packagelist');
}

function notificationsView({ notifications }: Own): Html {
  const rows = notifications.map(({ id, package_id, package_name, tag_id, tag_name, success_only }) => [
    package_id === null ? 'all' : packageLink(package_id, package_name ?? package_id),
    tag_id === null ? 'all' : tagLink(tag_id, tag_name ?? tag_id),
    success_only ? 'successes' : 'all ends',
    html`<a href="${link('notificationedit', { notificationID: id })}">edit</a>
      <a href="${link('notificationdelete', { notificationID: id })}">delete</a>`,
  ]);
  return part(
    'Your notifications',
    rows.length > 0 && table('Your notifications', ['Package', 'Tag', 'About', 'Actions'], rows),
    html`<a class="offer" href="notificationcreate">Add a notification</a>`,
    'notificationlist',
  );
}
