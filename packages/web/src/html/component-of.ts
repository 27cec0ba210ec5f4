import { BUILDROOT_STATES, type Buildroot, type Plain, stateName } from '@kojikit/protocol';
import { html, type Html } from './html.js';
import { buildrootLink, tagLink, taskLink } from './links.js';
import { listTable, type Column, type Sorting } from './list-table.js';
import { pager } from './pager.js';
import { ago } from './parts.js';

/** What build roots may be sorted by. */
export const BUILDROOT_ORDERS = ['id', 'create_event_time', 'state'];

const COLUMNS: readonly Column<Plain<Buildroot>>[] = [
  { title: 'Build root', order: 'id', newestFirst: true, cell: ({ id }) => buildrootLink(id, id) },
  {
    title: 'Tag',
    cell: ({ tag_id: id, tag_name: name, cg_name: generator }) =>
      id === null ? generator : tagLink(id, name ?? id),
  },
  { title: 'Arch', cell: ({ arch, container_arch: other }) => arch ?? other },
  { title: 'Task', cell: ({ task_id: task }) => task !== null && taskLink(task) },
  { title: 'Created', order: 'create_event_time', newestFirst: true, cell: (root) => ago(root.create_ts) },
  { title: 'State', order: 'state', cell: ({ state }) => stateName(BUILDROOT_STATES, state)?.toLowerCase() },
];

/** The build roots that something was used in, sorted and cut by `buildrootOrder` and `buildrootStart`. */
export function componentOf(
  buildroots: readonly Plain<Buildroot>[],
  more: boolean,
  { page, params }: Pick<Sorting, 'page' | 'params'>,
): Html | undefined {
  if (buildroots.length === 0 && !params['buildrootStart']) return undefined;
  const place = { param: 'buildrootStart', anchor: 'buildrootlist' };
  return html`<section id="buildrootlist">
    <h2>Component of</h2>
    ${listTable('Build roots with it', COLUMNS, buildroots, {
      page,
      params,
      param: 'buildrootOrder',
      startParam: place.param,
      anchor: place.anchor,
    })}
    ${pager(page, params, more, place)}
  </section>`;
}
