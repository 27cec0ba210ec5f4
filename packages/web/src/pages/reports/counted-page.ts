import {
  type CountedList,
  type CountedRow,
  type HubCall,
  hubCall,
  type Ordered,
  type Plain,
} from '@kojikit/protocol';
import { definePage, type Page } from '../../http/page.js';
import { order, start, type LinkParams, type ParamTable, type ParamValues } from '../../http/params.js';
import { shareBar } from '../../html/charts/share-bar.js';
import { written } from '../../html/charts/measure.js';
import { counted } from '../../html/counted.js';
import { html, type Content } from '../../html/html.js';
import { listTable } from '../../html/list-table.js';
import { number } from '../../html/number.js';
import { pager, PAGE_SIZE } from '../../html/pager.js';

interface CountedWindow {
  readonly order: Ordered<'name' | 'count'>;
  readonly offset: number;
  readonly limit: number;
}

/** A report that counts something for each row of a list. */
export interface CountedReport<Table extends ParamTable> {
  readonly name: string;
  readonly title: string;
  /** What has the counts: `User`. */
  readonly column: string;
  /** What is counted, as the name of its order in Koji's address: `builds`. */
  readonly counts: string;
  /** One of them: `build`. */
  readonly thing: string;
  /** Beside the order and the place in the list. */
  readonly params: Table;
  readonly ask: (params: ParamValues<Table>, window: CountedWindow) => HubCall<CountedList>;
  /** Where a row leads. */
  readonly link: (row: Plain<CountedRow>, params: ParamValues<Table>) => Content;
  /** The form that narrows it. @param arches those of the hosts, where `withArches`. */
  readonly filter?: (params: ParamValues<Table>, arches: readonly string[]) => Content;
  readonly withArches?: boolean;
}

/** `Builds` of `build`. */
export const heading = (thing: string) => `${thing[0]!.toUpperCase()}${thing.slice(1)}s`;

/** The page of such a report: a table whose bars say how much of the largest each count is. */
export function countedPage<Table extends ParamTable>(report: CountedReport<Table>): Page {
  const { name, title, column, counts, thing, ask, filter, withArches = false } = report;
  const shared = { start, order: order(`-${counts}`, ['name', counts]) };
  return definePage({
    name,
    params: { ...report.params, ...shared } as ParamTable,
    async answer({ params: given, visitor }) {
      const params = given as ParamValues<Table> & ParamValues<typeof shared>;
      const by = params.order.replace(counts, 'count') as CountedWindow['order'];
      const asked = await visitor.all({
        list: ask(params, { order: by, offset: params.start, limit: PAGE_SIZE }),
        arches: withArches ? hubCall('getAllArches') : undefined,
      });
      const { rows, total, most, sum } = asked.list.value();
      const now = params as LinkParams;
      const table = listTable<Plain<CountedRow>>(
        title,
        [
          { title: column, order: 'name', cell: (row) => report.link(row, params) },
          { title: heading(thing), order: counts, newestFirst: true, cell: (row) => number(row.count) },
          { title: 'Share', cell: (row) => sum > 0 && written((row.count / sum) * 100, 'percent') },
          { title: 'Compared', cell: (row) => shareBar(row.count, most) },
        ],
        rows,
        { page: name, params: now },
      );
      const more = params.start + rows.length < total;
      return {
        title,
        section: 'reports',
        body: html`${filter?.(params, asked.arches?.value() ?? [])}
          <p class="lead">${counted(sum, thing)} of ${counted(total, column.toLowerCase())}.</p>
          ${rows.length === 0 ? html`<p class="none">There is nothing to show.</p>` : html`<div class="bars">${table}</div>`}
          ${pager(name, now, more, { total })}`,
      };
    },
  });
}
