import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const TYPES = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml', js: 'text/javascript; charset=utf-8' };

/** The style sheet is these files of `styles`, one after another: later ones win over earlier ones of their layer. */
const STYLES = [
  'reset',
  'tokens',
  'layout',
  'forms',
  'states',
  'tables',
  'facts',
  'logs',
  'panels',
  'pictures',
  'narrow',
  'print',
] as const;

interface Named {
  readonly name: string;
  readonly asset: Asset;
}

/* This file lies directly in src, and what is made of it directly in dist: `public` and `styles` are beside both. */
const file = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url));

function named(name: string, type: string, body: Buffer): Named {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10);
  return { name: name.replace('.', `.${hash}.`), asset: { type, body } };
}

function styleSheet(): Named {
  const layers = '@layer reset, tokens, layout, parts;\n';
  const texts = STYLES.map((name) => file(`styles/${name}.css`).toString('utf8'));
  return named('pages.css', TYPES.css, Buffer.from(layers + texts.join('').replace(/^\s+/gm, '')));
}

/** The files of the pages by the name they are served under, which changes with their content. */
export interface Assets {
  readonly style: string;
  readonly icon: string;
  /** The script of every page. */
  readonly page: string;
  /** The script of pages with something under way. */
  readonly live: string;
  find(name: string): Asset | undefined;
}

/** Reads the files of the pages. */
export function loadAssets(): Assets {
  const style = styleSheet();
  const icon = named('icon.svg', TYPES.svg, file('public/icon.svg'));
  const page = named('page.js', TYPES.js, file('public/page.js'));
  const live = named('live.js', TYPES.js, file('public/live.js'));
  const files = new Map([style, icon, page, live].map(({ name, asset }) => [name, asset]));
  return {
    style: style.name,
    icon: icon.name,
    page: page.name,
    live: live.name,
    find: (name) => files.get(name),
  };
}
