import type { User } from '../hub/visitor.js';
import { link, type LinkParams } from './params.js';
import { html, type Content, type Html } from '../html/html.js';

/** Whether a visitor holds a permission, so that it is worth showing what needs it; the hub decides when it is done. */
export function may(user: User | undefined, permission: string): boolean {
  return user !== undefined && ['admin', permission].some((name) => user.permissions.includes(name));
}

/** What a page offers to do: the page that asks for it, its parameters, and the word that is shown. */
export type Offer = readonly [page: string, params: LinkParams, label: string];

/** Links to the pages that ask before they do something, and buttons that need no question; nothing without any. */
export function offers(shown: readonly Offer[], buttons: readonly Content[] = []): Html | undefined {
  const forms = buttons.filter((button) => button !== undefined);
  if (shown.length + forms.length === 0) return undefined;
  return html`<div class="actions">
    ${shown.map(([page, params, label]) => html`<a class="button" href="${link(page, params)}">${label}</a>`)}
    ${forms}
  </div>`;
}
