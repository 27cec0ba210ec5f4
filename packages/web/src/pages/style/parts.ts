import { checkbox, field, filters, select } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { listTable } from '../../html/list-table.js';
import { number } from '../../html/number.js';
import { pager } from '../../html/pager.js';
import { panelView } from '../../html/panel.js';
import { ago, duration, facts, moment, stateMark, table } from '../../html/parts.js';

const KINDS = ['ok', 'failed', 'running', 'waiting', 'canceled'] as const;
const LONG = 'a-name-that-somebody-has-made-much-longer-than-anybody-thought.of.example.com';
const NOW = Date.now() / 1000;

/** States, texts and messages. */
export const statesPart = (): Html =>
  html`<section>
    <h2>States and texts</h2>
    <p>${KINDS.map((kind) => html`${stateMark({ word: kind, kind })} `)}</p>
    <p class="lead">A leading line says the most important in short.</p>
    <p class="message">A message says what went wrong, and what would be right.</p>
    <p class="none">None.</p>
    <pre class="fault">a fault, as the builder told it: ${LONG}</pre>
    ${facts([
      ['Name', html`<a href="_style">${LONG}</a>`],
      ['Made', moment(NOW - 4000)],
      ['Lately', ago(NOW - 300_000)],
      ['Took', duration(4711)],
      ['Code', html`<code>koji call getTag f40</code>`],
    ])}
  </section>`;

/** Fields and buttons. */
export const formsPart = (): Html =>
  html`<section>
    <h2>Forms</h2>
    ${filters('_style', [select('state', 'State', ['all', 'open', 'closed'], 'all'), field('owner', 'Owner', 'alice')])}
    <form class="edit" action="_style" method="get">
      ${field('name', 'Name', LONG, { size: 30 })} ${checkbox('locked', 'Locked', true)}
      <button type="submit">Save</button>
    </form>
    <form class="actions" action="_style" method="get">
      <button type="submit">Resubmit</button><button type="submit" class="danger">Cancel</button>
    </form>
    ${pager('_style', { start: 50 }, true, { total: 4711 })}
  </section>`;

/** A panel of a plugin. */
export const panelsPart = (): Html =>
  panelView(
    {
      panel: 'style',
      title: 'A panel of a plugin',
      note: 'It may say something,',
      facts: [{ label: 'tell facts', text: LONG }],
      table: {
        columns: ['One', 'Two'],
        rows: [{ cells: ['have a table', LONG], actions: [{ name: 'x', label: 'Act', danger: true }] }],
      },
    },
    { place: 'admin', id: 0, token: 'x' },
  );

/** Tables with little and with much. */
export function tablesPart(): Html {
  const rows = [...Array(12).keys()].map((row) => ({
    name: row % 4 === 1 ? `${LONG}-${row}` : `bash-5.${row}-1`,
    row,
  }));
  const shown = listTable(
    'Much',
    [
      { title: 'Build', order: 'nvr', cell: ({ name }) => html`<a href="_style">${name}</a>` },
      {
        title: 'State',
        order: 'state',
        cell: ({ row }) => stateMark({ word: KINDS[row % 5]!, kind: KINDS[row % 5]! }),
      },
      { title: 'Files', order: 'files', newestFirst: true, cell: ({ row }) => number(row ** 5) },
      { title: 'Ended', cell: ({ row }) => ago(NOW - row ** 5) },
    ],
    rows,
    { page: '_style', params: { order: '-nvr' } },
  );
  return html`<h2>Tables</h2>
    ${table('Little', ['Name', 'Value'], [['One', 'row']])} ${html`<p></p>`} ${shown}`;
}
