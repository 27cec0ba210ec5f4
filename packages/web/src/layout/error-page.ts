import type { PageError } from '../http/page-error.js';
import { link } from '../http/params.js';
import { html } from '../html/html.js';
import type { Shown } from './layout.js';

const TITLES: Readonly<Record<PageError['status'], string>> = {
  400: 'This address cannot be read',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible this way',
  409: 'Nothing was changed',
  502: 'The hub answered with an error',
  503: 'The hub is not available',
};

/** The page of an error: what is wrong, and what may help. */
export function errorPage(error: PageError, here: string, loggedIn: boolean): Shown {
  return {
    title: TITLES[error.status],
    status: error.status,
    body: html`<p class="message">${error.message}</p>
      ${help(error.status, here, loggedIn)}`,
  };
}

function help(status: PageError['status'], here: string, loggedIn: boolean) {
  if (status === 403 && !loggedIn) {
    return html`<p><a href="${link('login', { page: here })}">Log in and come back</a></p>`;
  }
  if (status === 503)
    return html`<p>It is worth another try in half a minute: <a href="${here}">try again</a>.</p>`;
  if (status === 404) {
    return html`<p>
      Look for it with the box at the top, which knows numbers, names and patterns, or see the
      <a href="builds">builds</a>, <a href="tasks?state=all">tasks</a>, <a href="packages">packages</a> or
      <a href="tags">tags</a>.
    </p>`;
  }
  return html`<p><a href="index">To the summary</a></p>`;
}
