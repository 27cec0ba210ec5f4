import type { Plain, SettingChange } from '@kojikit/protocol';
import { html, type Html } from './html.js';
import { userLink } from './links.js';
import { moment } from './parts.js';

/** That a thing was deleted, when, and by whom. @param what `target`. @param last the last that it was set to. */
export function deletedView(what: string, last: Plain<SettingChange>): Html {
  const { revoke_ts: when, revoker_id: id, revoker_name: name } = last;
  const by = id !== null && html`, by ${userLink(id, name ?? id)}`;
  return html`<p class="message">This ${what} was deleted ${moment(when)}${by}.</p>`;
}
