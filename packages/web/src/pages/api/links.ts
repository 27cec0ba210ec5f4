import { link } from '../../http/params.js';
import { html, type Content, type Html } from '../../html/html.js';

/** A link to a method's page that shows its name. */
export const methodLink = (name: string): Html => html`<a href="${link('apimethod', { name })}">${name}</a>`;

/** A link to where an event is described; likewise those below. */
export const eventLink = (name: string): Html => html`<a href="${link('apievents', {}, name)}">${name}</a>`;
export const policyTestLink = (name: string): Html =>
  html`<a href="${link('apipolicytests', {}, name)}">${name}</a>`;
export const faultLink = (name: string): Html => html`<a href="${link('apifaults', {}, name)}">${name}</a>`;

/** The pages of the API, above each of them. @param shown the one to mark */
export function apiTabs(shown?: string): Html {
  return html`<nav aria-label="API" class="tabs">
    <ul>
      ${TABS.map(
        ([page, title]) =>
          html`<li><a href="${page}" ${page === shown && html` aria-current="page"`}>${title}</a></li>`,
      )}
    </ul>
  </nav>`;
}

const TABS = [
  ['api', 'Methods'],
  ['apievents', 'Events'],
  ['apipolicytests', 'Policy tests'],
  ['apifaults', 'Faults'],
] as const;

/** Several of something in a line. */
export const commas = (contents: readonly Content[]): Content =>
  contents.map((content, index) => [index > 0 && ', ', content]);

/** Whether what a reference calls a room is the package of a plugin. */
export const isPlugin = (room: string): boolean => /[@/]|^kojikit-plugin-/.test(room);

/** The title of a room or the name of a plugin's package. */
export function roomTitle(room: string | undefined): string {
  if (room === undefined) return 'Of other plugins';
  return isPlugin(room) ? room : `${room.slice(0, 1).toUpperCase()}${room.slice(1).replaceAll('-', ' ')}`;
}
