import { link, type LinkParams } from '../http/params.js';
import { html, type Html } from './html.js';

/** Rows on one page of a list. */
export const PAGE_SIZE = 50;

/** The options of a query for one page of a list: one row more than is shown tells whether there are more. */
export const window = (from: number, by: string, size = PAGE_SIZE) => ({
  limit: size + 1,
  offset: from,
  order: by,
});

/** Where a pager leads, and what of the list is shown. */
export interface PagerOptions {
  /** Rows on one page. Default: {@link PAGE_SIZE}. */
  readonly size?: number;
  /** The parameter that says how many rows come before: two lists of one page have one each. Default: `start`. */
  readonly param?: string;
  /** Where on the page the list begins. */
  readonly anchor?: string;
  /** Rows in all, where they were counted; null for very many. */
  readonly total?: number | null;
}

/** Links to the rows before and after those that are shown. @param params those of the page as they are now. */
export function pager(
  page: string,
  params: LinkParams,
  more: boolean,
  { size = PAGE_SIZE, param = 'start', anchor = '', total }: PagerOptions = {},
): Html | undefined {
  const from = Number(params[param] ?? 0);
  if (from === 0 && !more) return undefined;
  const to = (next: number) => link(page, { ...params, [param]: next || undefined }, anchor);
  return html`<nav class="pager" aria-label="Further rows${anchor && ` of ${anchor}`}">
    ${from > 0 && html`<a href="${to(Math.max(from - size, 0))}">Previous ${size}</a>`}
    <span>from ${from + 1}${total != null && ` of ${total}`}</span>
    ${more && html`<a href="${to(from + size)}">Next ${size}</a>`}
  </nav>`;
}
