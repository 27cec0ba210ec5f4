import type { BrowsedBuild, Plain } from '@kojikit/protocol';
import { buildState } from './build-state.js';
import { html, type Html } from './html.js';
import { listTable, type Column, type Sorting } from './list-table.js';
import { buildLink, tagLink, userLink } from './links.js';
import { ago, stateMark } from './parts.js';

type Row = Plain<BrowsedBuild>;

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Build', order: 'nvr', cell: ({ build_id: id, nvr }) => buildLink(id, nvr) },
  { title: 'State', order: 'state', cell: ({ state }) => stateMark(buildState(state)) },
  { title: 'Built by', order: 'owner_name', cell: (row) => userLink(row.owner_id, row.owner_name) },
  {
    title: 'Completed',
    order: 'completion_time',
    newestFirst: true,
    cell: ({ completion_ts: ended, creation_ts: begun }) =>
      ended === null ? html`begun ${ago(begun)}` : ago(ended),
  },
];

const OWNER = COLUMNS[2]!;

const TAG: Column<Row> = {
  title: 'Tag',
  order: 'tag_name',
  cell: ({ tag_id: id, tag_name: name }) => id !== undefined && name !== undefined && tagLink(id, name),
};

/** Builds, one per row; the headings sort them. @param owners false where all are of one owner. */
export function buildTable(
  name: string,
  builds: readonly Row[],
  sorting: Sorting,
  { tags = false, owners = true }: { readonly tags?: boolean; readonly owners?: boolean } = {},
): Html {
  const columns = COLUMNS.filter((column) => owners || column !== OWNER);
  return listTable(name, tags ? [...columns, TAG] : columns, builds, sorting);
}
