import { link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';

export const PAGE_SIZE = 50;

/** One row more than is shown tells whether there are more. */
export const window = (from: number, by: string) => ({ limit: PAGE_SIZE + 1, offset: from, order: by });

/** Links to the rows before and after those that are shown. */
export function pager(
  page: string,
  params: Readonly<Record<string, string | number | undefined>>,
  more: boolean,
): Html | undefined {
  const from = Number(params['start']);
  if (from === 0 && !more) return undefined;
  const to = (next: number) => link(page, { ...params, start: next || undefined });
  return html`<nav class="pager" aria-label="Further rows">
    ${from > 0 && html`<a href="${to(Math.max(from - PAGE_SIZE, 0))}">Previous ${PAGE_SIZE}</a>`}
    <span>from ${from + 1}</span>
    ${more && html`<a href="${to(from + PAGE_SIZE)}">Next ${PAGE_SIZE}</a>`}
  </nav>`;
}
