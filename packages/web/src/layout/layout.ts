import type { Assets } from '../assets.js';
import type { User } from '../hub/visitor.js';
import { link } from '../http/params.js';
import type { Theme } from '../site/theme.js';
import { html, type Html } from '../html/html.js';
import type { State } from '../html/parts.js';

/** A page before the layout is put around it. */
export interface Shown {
  /** In the title of the window and as the headline. */
  readonly title: string;
  readonly body: Html;
  /** Default: 200. */
  readonly status?: number;
  /** The headline, where it is more than the title. */
  readonly headline?: Html;
  /** The page shows something that is under way: with a script it follows that, without it offers to look again. */
  readonly live?: Live | undefined;
  /** The entry of the menu that it belongs to. */
  readonly section?: string;
  /** The state of what the page is about: its icon shows it. */
  readonly state?: State['kind'];
  /** What the box that finds things holds: what was looked for. */
  readonly sought?: string;
}

/** What a page follows. */
export interface Live {
  /** The address of the events. */
  readonly events: string;
  /** What follows: the whole page, the lines of a log, or the rows and states of a list. */
  readonly follows: 'page' | 'log' | 'list';
  /** Whether something that is shown has not ended; without a script the page is loaded anew then. Default: yes. */
  readonly underWay?: boolean;
}

export interface Surroundings {
  readonly siteName: string;
  readonly assets: Assets;
  readonly theme: Theme;
  /** Whether visitors can log in. */
  readonly login: boolean;
  readonly user: User | undefined;
  /** Where the visitor is, to come back after a login. */
  readonly here: string;
  readonly token: string;
}

const SECTIONS = [
  ['index', 'Summary'],
  ['builds', 'Builds'],
  ['packages', 'Packages'],
  ['tasks', 'Tasks'],
  ['tags', 'Tags'],
  ['buildtargets', 'Targets'],
  ['hosts', 'Hosts'],
  ['users', 'Users'],
  ['reports', 'Reports'],
] as const;

const ADMIN = ['admin', 'Administration'] as const;

/** The whole document around a page. */
export function layout(
  shown: Shown,
  { siteName, assets, theme, login, user, here, token }: Surroundings,
): Html {
  const title = shown.title === siteName ? siteName : `${shown.title} | ${siteName}`;
  const icon = (shown.state && assets.stateIcons.get(shown.state)) ?? assets.icon;
  const sections = user?.permissions.includes('admin') ? [...SECTIONS, ADMIN] : SECTIONS;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="_static/${assets.style}" />
        <link rel="icon" href="_static/${icon}" type="image/svg+xml" />
        <link rel="alternate" href="recentbuilds" type="application/rss+xml" title="Newest builds" />
        <script type="module" src="_static/${shown.live ? assets.live : assets.page}"></script>
        ${shown.live && shown.live.underWay !== false && again}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="site">
          <a class="brand" href="index">${siteName}</a>
          <nav aria-label="Pages">
            <ul>
              ${sections.map(
                ([page, name]) =>
                  html`<li>
                    <a href="${page}" ${shown.section === page && html` aria-current="page"`}>${name}</a>
                  </li>`,
              )}
              ${theme.nav}
            </ul>
          </nav>
          <form class="find" action="search" method="get" role="search">
            <label for="find-box">Find</label>
            <input
              id="find-box"
              name="terms"
              value="${shown.sought}"
              type="search"
              required
              accesskey="f"
              size="24"
            /><button type="submit">Go</button>
          </form>
          ${
            user === undefined
              ? login && html`<a class="who" href="${link('login', { page: here })}">Log in</a>`
              : html`<form class="who" method="post" action="logout">
                  <a href="${link('userinfo', { userID: user.id })}">${user.name}</a>
                  <input type="hidden" name="a" value="${token}" /><button type="submit">Log out</button>
                </form>`
          }
        </header>
        <main
          id="main"
          tabindex="-1"
          ${shown.live && html` data-events="${shown.live.events}" data-follows="${shown.live.follows}"`}
        >
          <h1>${shown.headline ?? shown.title}</h1>
          ${shown.live && liveLine(shown.live, here)} ${shown.body}
        </main>
        <footer class="site">
          <a href="api">API</a> <a href="recentbuilds">Newest builds as RSS</a> ${theme.footer}
        </footer>
        ${theme.bottom}
      </body>
    </html> `;
}

/* Without a script the page is loaded anew; the script does better and tells what happened. */
const again = html`<noscript><meta http-equiv="refresh" content="15" /></noscript>`;

function liveLine({ follows, underWay = true }: Live, here: string): Html {
  return html`<p class="lead live">
    ${underWay && html`<span>Under way.</span>`} <a href="${here}">Look again</a>
    <span role="status" id="news"></span>
    ${
      follows === 'list'
        ? html`<button type="button" id="show" hidden></button>`
        : html`<button type="button" id="notice" hidden>Tell me when it ends</button>`
    }
  </p>`;
}
