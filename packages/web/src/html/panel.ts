import type { PanelRow } from '../hub/rows.js';
import { link } from '../http/params.js';
import { html, type Html } from './html.js';
import { facts } from './parts.js';

const PAGE_LINK = /^[a-z]+(\?[\w=&%.~/+-]*)?(#\w*)?$/;

/** Whose page a panel is on. */
export interface PanelSubject {
  readonly place: 'task' | 'tag';
  readonly id: number;
  /** Of the forms of its buttons; empty for who is not logged in. */
  readonly token: string;
}

/** What a plugin shows. */
export function panelView(panel: PanelRow, { place, id, token }: PanelSubject): Html {
  const { title, note, facts: rows = [], code, log, actions = [] } = panel;
  return html`<section class="panel">
    <h2>${title}</h2>
    ${note && html`<p>${note}</p>`}
    ${
      rows.length > 0 &&
      facts(
        rows.map(({ label, text, link: to }) => [
          label,
          to !== undefined && PAGE_LINK.test(to) ? html`<a href="${to}">${text}</a>` : text,
        ]),
      )
    }
    ${code !== undefined && html`<pre class="value">${code}</pre>`}
    ${log && html`<p><a href="${link('watchlogs', { taskID: log.task_id, log: log.name })}">${log.name}, as it comes</a></p>`}
    ${token !== '' && actions.length > 0 && actionsView(panel, place, id, token)}
  </section>`;
}

function actionsView({ panel, actions = [] }: PanelRow, place: string, id: number, token: string): Html {
  return html`<div class="actions">
    ${actions.map(
      ({ name, label, danger }) =>
        html`<form method="post" action="${link('panelaction', { panel, action: name, id, place })}">
          <input type="hidden" name="a" value="${token}" /><button
            type="submit"
            ${danger && html` class="danger"`}
          >
            ${label}
          </button>
        </form>`,
    )}
  </div>`;
}
