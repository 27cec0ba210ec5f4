import { html, type Html } from './html.js';

/** A text that builders or packagers wrote: a link where it is an address of the web, `git+https://…` too; else as it is. */
export function webLink(text: string | null | undefined): Html | string | undefined {
  if (text === null || text === undefined || text === '') return undefined;
  const href = text.trim().replace(/^git\+(?=https?:)/i, '');
  if (!/^https?:\/\/[^\s<>"]+$/i.test(href) || !URL.canParse(href)) return text;
  return html`<a href="${href}" rel="noreferrer nofollow">${text}</a>`;
}
