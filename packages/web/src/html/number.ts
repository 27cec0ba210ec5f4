import { html, type Html } from './html.js';
import { count } from './charts/measure.js';

/** A number for a cell of a table: the digits of a column stand below one another. */
export const number = (value: number): Html => html`<span class="number">${count(value)}</span>`;
