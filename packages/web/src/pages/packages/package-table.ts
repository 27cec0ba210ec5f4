import type { BrowsedPackage, Plain } from '@kojikit/protocol';
import { buildState } from '../../html/build-state.js';
import { html, type Html } from '../../html/html.js';
import { listTable, type Column, type Sorting } from '../../html/list-table.js';
import { buildLink, packageLink, tagLink, userLink } from '../../html/links.js';
import { ago, stateMark } from '../../html/parts.js';

type Row = Plain<BrowsedPackage>;

const PACKAGE: Column<Row> = {
  title: 'Package',
  order: 'package_name',
  cell: (row) => packageLink(row.package_id, row.package_name),
};

const NEWEST: readonly Column<Row>[] = [
  {
    title: 'Newest build',
    cell: ({ build_id: id, nvr }) => id !== null && nvr !== null && buildLink(id, nvr),
  },
  {
    title: 'State',
    cell: ({ build_state: state, build_ts: time }) =>
      state !== null && html`${stateMark(buildState(state))} ${ago(time)}`,
  },
];

const OWNER: Column<Row> = {
  title: 'Owner',
  order: 'owner_name',
  cell: ({ owner_id: id, owner_name: name }) => id != null && name != null && userLink(id, name),
};

const LISTED: readonly Column<Row>[] = [
  {
    title: 'Tag',
    order: 'tag_name',
    cell: ({ tag_id: id, tag_name: name }) => id !== undefined && name !== undefined && tagLink(id, name),
  },
  OWNER,
  { title: 'Blocked', order: 'blocked', cell: ({ blocked }) => (blocked ? html`<b>blocked</b>` : 'no') },
];

/**
 * Packages with the newest build of each, one per row.
 * @param listed whether rows say how a tag lists the package. @param owners false where all are of one owner.
 */
export function packageTable(
  name: string,
  packages: readonly Row[],
  sorting: Sorting,
  { listed, owners = true }: { readonly listed: boolean; readonly owners?: boolean },
): Html {
  const columns = LISTED.filter((column) => owners || column !== OWNER);
  return listTable(name, [PACKAGE, ...(listed ? columns : []), ...NEWEST], packages, sorting);
}
