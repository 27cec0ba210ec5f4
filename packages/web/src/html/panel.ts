import type { PanelButton, PanelPlace, ShownPanel } from '@kojikit/protocol';
import { link } from '../http/params.js';
import { checkbox } from './fields.js';
import { html, type Html } from './html.js';
import { facts, table } from './parts.js';

const PAGE_LINK = /^[a-z]+(\?[\w=&%.~/+-]*)?(#\w*)?$/;

/** What an action is given for a box that is ticked. */
export const TICKED = 'yes';

/** Whose page a panel is on. */
export interface PanelSubject {
  readonly place: PanelPlace;
  readonly id: number;
  /** Of the forms of its buttons; empty for who is not logged in. */
  readonly token: string;
}

/** What a plugin shows. */
export function panelView(panel: ShownPanel, subject: PanelSubject): Html {
  const { title, note, facts: rows = [], code, log, table: listed, actions = [] } = panel;
  return html`<section class="panel">
    <h2>${title}</h2>
    ${note && html`<p>${note}</p>`}
    ${
      rows.length > 0 &&
      facts(
        rows.map(({ label, text, link: to }) => [
          label,
          to !== undefined && isPage(to) ? html`<a href="${to}">${text}</a>` : text,
        ]),
      )
    }
    ${code !== undefined && html`<pre class="value">${code}</pre>`}
    ${log && html`<p><a href="${link('watchlogs', { taskID: log.task_id, log: log.name })}">${log.name}, as it comes</a></p>`}
    ${listed && tableView(panel, listed, subject)} ${buttons(panel.panel, actions, subject)}
  </section>`;
}

/** Whether a plugin's link leads to a page of ours. */
export function isPage(link: string): boolean {
  return PAGE_LINK.test(link);
}

function tableView(
  { panel, title }: ShownPanel,
  { columns, rows }: NonNullable<ShownPanel['table']>,
  subject: PanelSubject,
): Html {
  const acts = subject.token !== '' && rows.some(({ actions = [] }) => actions.length > 0);
  return table(
    title,
    acts ? [...columns, 'Actions'] : columns,
    rows.map(({ cells, actions = [] }) => (acts ? [...cells, buttons(panel, actions, subject)] : cells)),
  );
}

function buttons(
  panel: string,
  actions: readonly PanelButton[],
  { place, id, token }: PanelSubject,
): Html | undefined {
  if (token === '' || actions.length === 0) return undefined;
  return html`<div class="actions">
    ${actions.map(
      ({ name, label, danger, value, input, tick }) =>
        html`<form method="post" action="${link('panelaction', { panel, action: name, id, place })}">
          <input type="hidden" name="a" value="${token}" /><input
            type="hidden"
            name="label"
            value="${label}"
          />${value !== undefined && html`<input type="hidden" name="value" value="${value}" />`}${
            input !== undefined &&
            html`<input type="hidden" name="input" value="${input}" /><label
                >${input} <input name="value" required maxlength="1000" size="16"
              /></label> `
          }${
            tick !== undefined &&
            html`<input
                type="hidden"
                name="tick"
                value="${tick}"
              />${checkbox('value', tick, false, TICKED)} `
          }<button type="submit" ${danger && html` class="danger"`}>${label}</button>
        </form>`,
    )}
  </div>`;
}
