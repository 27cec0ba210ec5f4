import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { loadAssets, type Assets } from './assets.js';
import type { HubConnection, HubSession } from './hub/connection.js';
import { Visitor } from './hub/visitor.js';
import { allPages } from './all-pages.js';
import { PageError } from './http/page-error.js';
import { readParams } from './http/params.js';
import { CONTENT_POLICY, htmlHeaders } from './http/response-headers.js';
import { clearedCookie, readSessionCookie } from './http/session-cookie.js';
import { answerEvents, type LiveSite } from './live/events-page.js';
import { OpenStreams } from './live/open-streams.js';
import { SharedCalls } from './live/shared-calls.js';
import { errorPage } from './layout/error-page.js';
import { readReferences, type References } from './reference/read-references.js';
import { NO_THEME, readTheme, type Theme } from './site/theme.js';
import { layout, type Shown } from './layout/layout.js';

const zip = promisify(gzip);
const SMALLEST_ZIPPED = 1400;

/** What the pages are called, and how many may watch. */
export interface PagesOptions {
  /** The site's name, in titles. Default: `Koji`. */
  readonly siteName?: string;
  /** The headline of the summary. Default: `Welcome to <site name>`. */
  readonly greeting?: string;
  /** A folder with the look of the site: `theme.css` and pieces of HTML. Default: none. */
  readonly theme?: string;
  /** Whether visitors can log in. Default: true. */
  readonly login?: boolean;
  /** Where the hub's files are served: downloads lead there. Default: `/kojifiles`, where the hub has them. */
  readonly filesUrl?: string | undefined;
  /** Most streams of live updates at a time. Default: 1000 in all, 50 for one address. */
  readonly streams?: { readonly process: number; readonly visitor: number };
  /**
   * Folders with plugins of the hub besides those that are installed, as its `PluginPath` names them: the page of the API shows
   * what stands in their `reference.json`. Default: none.
   */
  readonly pluginFolders?: readonly string[];
  /** Told of what the pages go on without, such as the reference of a plugin that is none. */
  readonly onWarning?: (message: string) => void;
  /** Told of errors that are the pages' own. */
  readonly onError?: (error: unknown) => void;
}

/** The pages of a site. */
export interface Pages {
  /**
   * Answers a request whose path begins with the prefix that the pages are mounted at. Never throws.
   * @param connection how to reach the hub for this visitor.
   */
  answer(request: Request, connection: HubConnection): Promise<Response>;
}

/**
 * Makes the pages.
 * @param prefix where they are mounted: `/koji`. Throws when the folder of the theme is not there.
 * @example
 * const pages = createPages('/koji', { siteName: 'Example' });
 * const response = await pages.answer(new Request('http://x/koji/taskinfo?taskID=7'), connection);
 */
export function createPages(prefix: string, options: PagesOptions = {}): Pages {
  const siteName = options.siteName ?? 'Koji';
  const theme = options.theme === undefined ? NO_THEME : readTheme(options.theme);
  const site: Site = {
    prefix,
    siteName,
    greeting: options.greeting ?? `Welcome to ${siteName}`,
    assets: loadAssets(theme.style),
    theme,
    login: options.login ?? true,
    filesUrl: (options.filesUrl ?? '/kojifiles').replace(/\/+$/, ''),
    streams: new OpenStreams(options.streams),
    shared: new SharedCalls(),
    references: once(() => references(options)),
    pages: new Map(
      allPages
        .filter(({ name }) => (options.login ?? true) || name !== 'login')
        .map((page) => [page.name, page]),
    ),
  };
  return {
    async answer(request, connection) {
      try {
        return await answer(site, request, connection);
      } catch (error) {
        options.onError?.(error);
        return new Response('The pages failed. The log of the server says why.\n', {
          status: 500,
          headers: { 'content-type': 'text/plain; charset=utf-8', 'content-security-policy': CONTENT_POLICY },
        });
      }
    },
  };
}

interface Site extends LiveSite {
  readonly prefix: string;
  readonly siteName: string;
  readonly greeting: string;
  readonly filesUrl: string;
  readonly assets: Assets;
  readonly theme: Theme;
  readonly login: boolean;
  readonly references: () => References;
}

function references({ pluginFolders = [], onWarning }: PagesOptions): References {
  const places = { folders: pluginFolders, starts: [import.meta.dirname, process.cwd()] };
  return readReferences(places, (file, reason) =>
    onWarning?.(`the page of the API goes without ${file}: ${reason}`),
  );
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

async function answer(site: Site, request: Request, connection: HubConnection): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === site.prefix) return redirect(`${site.prefix}/${url.search}`);
  const [name = '', ...rest] = url.pathname.slice(site.prefix.length + 1).split('/');
  if (name === '_static') return asset(site.assets, rest.join('/'), request);
  if (name === '_events') return answerEvents(request, connection, site);
  // Links are relative to the folder of the pages, so a page must lie directly in it.
  if (rest.length > 0 && site.pages.has(name)) return redirect(`${site.prefix}/${name}${url.search}`);

  const session = readSessionCookie(request.headers.get('cookie'));
  const visitor = new Visitor(connection, session, request.signal);
  const here = `${name || 'index'}${url.search}`;
  const shown = await pageOrError(site, request, visitor, { name: name || 'index', url, here });
  if (shown instanceof Response) return shown;
  return document(site, request, visitor, shown, here, session);
}

async function pageOrError(
  site: Site,
  request: Request,
  visitor: Visitor,
  { name, url, here }: { name: string; url: URL; here: string },
): Promise<Shown | Response> {
  try {
    const page = site.pages.get(name);
    if (page === undefined) throw new PageError(404, `There is no page “${name}”`);
    const { siteName, greeting, filesUrl, references } = site;
    const { method, headers } = request;
    if (!['GET', 'HEAD', 'POST'].includes(method)) throw new PageError(405, `Pages do not know ${method}`);
    const params = readParams(page.params, url.searchParams);
    const body = () => request.text();
    const { prefix } = site;
    return await page.answer({
      params,
      url,
      body,
      prefix,
      visitor,
      method,
      headers,
      siteName,
      greeting,
      filesUrl,
      references,
      here,
    });
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    const user = await visitor.user().catch(() => undefined);
    return errorPage(error, here, user !== undefined);
  }
}

async function document(
  site: Site,
  request: Request,
  visitor: Visitor,
  shown: Shown,
  here: string,
  session: HubSession | undefined,
): Promise<Response> {
  const user = await visitor.user().catch(() => undefined);
  const page = layout(shown, { ...site, user, here, token: visitor.token('logout') });
  const headers = new Headers(htmlHeaders);
  if (session !== undefined && visitor.sessionEnded) headers.set('set-cookie', clearedCookie(site.prefix));
  if (shown.status === 503) headers.set('retry-after', '30');
  let body = Buffer.from(page.text);
  headers.set('etag', `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`);
  if (request.headers.get('if-none-match') === headers.get('etag') && (shown.status ?? 200) === 200) {
    return new Response(null, { status: 304, headers });
  }
  if (body.length >= SMALLEST_ZIPPED && takesGzip(request.headers)) {
    body = await zip(body, { level: 5 });
    headers.set('content-encoding', 'gzip');
  }
  headers.set('content-length', String(body.length));
  return new Response(request.method === 'HEAD' ? null : body, { status: shown.status ?? 200, headers });
}

function asset(assets: Assets, name: string, { headers }: Request): Response {
  const found = assets.find(name);
  if (found === undefined) {
    return new Response('not found\n', { status: 404, headers: { 'content-type': 'text/plain' } });
  }
  const { type, body: plain, zipped } = found;
  const zips = zipped.length < plain.length && takesGzip(headers);
  const body = zips ? zipped : plain;
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': type,
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      ...(zips && { 'content-encoding': 'gzip' }),
    },
  });
}

const takesGzip = (headers: Headers) => /\bgzip\b/.test(headers.get('accept-encoding') ?? '');

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}
