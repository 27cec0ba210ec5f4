import type { HostOfPage, Plain } from '@kojikit/protocol';
import { html, type Html } from '../../html/html.js';
import { channelLink, hostLink } from '../../html/links.js';
import { listTable, type Column, type Sorting } from '../../html/list-table.js';
import { ago } from '../../html/parts.js';

type Row = Plain<HostOfPage>;

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Host', order: 'name', cell: ({ id, name }) => hostLink(id, name) },
  { title: 'Arches', order: 'arches', cell: ({ arches }) => arches },
  { title: 'Channels', order: 'channels', cell: channelsOf },
  { title: 'Enabled', order: 'enabled', cell: ({ enabled }) => (enabled ? 'yes' : 'no') },
  { title: 'Ready', order: 'ready', cell: ({ ready }) => (ready ? 'yes' : 'no') },
  { title: 'Load', order: 'task_load', newestFirst: true, cell: ({ task_load: load }) => load.toFixed(1) },
  { title: 'Capacity', order: 'capacity', newestFirst: true, cell: ({ capacity }) => capacity.toFixed(1) },
  { title: 'Last update', order: 'last_update', newestFirst: true, cell: (row) => ago(row.update_ts) },
];

/** The orders that a list of builders may come in. */
export const HOST_ORDERS: readonly string[] = ['id', ...COLUMNS.flatMap(({ order }) => order ?? [])];

/** Builders, one per row. */
export function hostTable(hosts: readonly Row[], sorting: Sorting): Html {
  return listTable('Hosts', COLUMNS, hosts, sorting);
}

function channelsOf({ channels }: Row): Html {
  return html`${channels.map(({ id, name }, index) => html`${index > 0 && ', '}${channelLink(id, name)}`)}`;
}
