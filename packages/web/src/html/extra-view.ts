import { html, type Html } from './html.js';

/** Further data as the hub keeps it, folded. */
export function extraView(extra: unknown): Html | undefined {
  if (extra === null || extra === undefined) return undefined;
  return html`<details>
    <summary>Extra</summary>
    <pre class="value">${JSON.stringify(extra, undefined, 2)}</pre>
  </details>`;
}
