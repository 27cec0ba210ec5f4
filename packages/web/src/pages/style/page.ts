import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { chartsPart } from './charts.js';
import { html } from '../../html/html.js';
import { formsPart, panelsPart, statesPart, tablesPart } from './parts.js';

/**
 * All parts of the pages at a glance, for who works on them. Shown where the environment variable `KOJIKIT_PAGES_STYLE` is
 * set; elsewhere there is no such page.
 */
export const stylePage = definePage({
  name: '_style',
  params: {},
  async answer() {
    if (!process.env['KOJIKIT_PAGES_STYLE']) throw new PageError(404, 'There is no page “_style”');
    return {
      title: 'Style guide',
      body: html`<p class="lead">What the pages are made of. Made-up data.</p>
        <div class="board">${statesPart()} ${formsPart()} ${panelsPart()}</div>
        ${tablesPart()} ${chartsPart()}`,
    };
  },
});
