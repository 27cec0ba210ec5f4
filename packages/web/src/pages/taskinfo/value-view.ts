import { link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';

const LINKS: Readonly<Record<string, readonly [page: string, param: string]>> = {
  tag: ['taginfo', 'tagID'],
  root: ['taginfo', 'tagID'],
  build_tag: ['taginfo', 'tagID'],
  dest_tag: ['taginfo', 'tagID'],
  buildrootID: ['buildrootinfo', 'buildrootID'],
  task_id: ['taskinfo', 'taskID'],
  user_id: ['userinfo', 'userID'],
  host_id: ['hostinfo', 'hostID'],
};

/** A value of a request or result: text as it is, lists word by word, everything else as JSON. */
export function valueView(name: string, value: unknown): Html {
  const [page, param] = (Object.hasOwn(LINKS, name) ? LINKS[name] : undefined) ?? [];
  if (page && param && (typeof value === 'string' || typeof value === 'number') && value !== '') {
    return html`<a href="${link(page, { [param]: value })}">${value}</a>`;
  }
  if (value === null || value === undefined) return html`<span class="none">none</span>`;
  if (typeof value === 'string') {
    return value.includes('\n')
      ? html`<pre class="value">${value}</pre>`
      : html`<span class="value">${value}</span>`;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return html`${String(value)}`;
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')) {
    return html`${value.map((item) => html`<code>${item}</code> `)}`;
  }
  return html`<pre class="value">${JSON.stringify(value, undefined, 2)}</pre>`;
}
