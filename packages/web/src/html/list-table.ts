import { link, type LinkParams } from '../http/params.js';
import { html, type Content, type Html } from './html.js';
import { table, type Heading } from './parts.js';

/** A column of a list: its heading, the order that a click on it asks for, and what a row shows there. */
export interface Column<Row> {
  readonly title: string;
  /** The name of the order, without `-`; none where the list cannot be sorted by it. */
  readonly order?: string;
  /** Whether a first click sorts from the last to the first, as for ids and times. */
  readonly newestFirst?: boolean;
  readonly cell: (row: Row) => Content;
}

/** Where the links of the headings lead. */
export interface Sorting {
  readonly page: string;
  /** The parameters of the page as they are now. */
  readonly params: LinkParams;
  /** The parameter with the order. Default: `order`; the one with the rows before is dropped with it. */
  readonly param?: string;
  readonly startParam?: string;
  readonly anchor?: string;
}

/** A list whose headings sort it; a second click on one turns the order around. */
export function listTable<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  sorting: Sorting,
): Html {
  return table(
    name,
    columns.map((column) => heading(column, sorting)),
    rows.map((row) => columns.map(({ cell }) => cell(row))),
  );
}

function heading<Row>({ title, order, newestFirst = false }: Column<Row>, sorting: Sorting): Heading {
  if (order === undefined) return title;
  const { page, params, param = 'order', startParam = 'start', anchor } = sorting;
  const now = String(params[param] ?? '');
  const sorted = now === order ? 'ascending' : now === `-${order}` ? 'descending' : undefined;
  const next = sorted === 'ascending' || (sorted === undefined && newestFirst) ? `-${order}` : order;
  const href = link(page, { ...params, [param]: next, [startParam]: undefined }, anchor);
  return { label: title, sorted, shown: html`<a href="${href}">${title}</a>` };
}
