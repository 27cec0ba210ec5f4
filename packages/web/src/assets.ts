import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { State } from './html/parts.js';
import { stateIcons } from './state-icons.js';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** The same, compressed. */
  readonly zipped: Buffer;
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
  'forced-colors',
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
  return {
    name: name.replace('.', `.${hash}.`),
    asset: { type, body, zipped: gzipSync(body, { level: 9 }) },
  };
}

/* Written for people and sent to browsers: without indentation and lines that are comments. No text has several lines. */
const compact = (text: string) => text.replace(/^\s+/gm, '').replace(/^(\/\/.*|\/\*.*\*\/)\n/gm, '');

function scriptOf(name: string, ...files: readonly string[]): Named {
  const texts = files.map((path) => file(path).toString('utf8'));
  return named(name, TYPES.js, Buffer.from(compact(texts.join(''))));
}

function styleSheet(theme: string): Named {
  const layers = '@layer reset, tokens, layout, parts;\n';
  const texts = STYLES.map((name) => file(`styles/${name}.css`).toString('utf8'));
  return named('pages.css', TYPES.css, Buffer.from(layers + compact(texts.join('')) + theme));
}

/** The files of the pages by the name they are served under, which changes with their content. */
export interface Assets {
  readonly style: string;
  readonly icon: string;
  /** The icons of pages about something in a state. */
  readonly stateIcons: ReadonlyMap<State['kind'], string>;
  /** The script of pages where nothing is under way. */
  readonly page: string;
  /** The script of the others: the same, and what follows. */
  readonly live: string;
  find(name: string): Asset | undefined;
}

/** Reads the files of the pages. @param theme what the site adds to their style sheet. */
export function loadAssets(theme = ''): Assets {
  const style = styleSheet(theme);
  const image = file('public/icon.svg');
  const icon = named('icon.svg', TYPES.svg, image);
  const icons = [...stateIcons(image.toString('utf8'))].map(
    ([kind, text]) => [kind, named(`${kind}.svg`, TYPES.svg, Buffer.from(text))] as const,
  );
  const page = scriptOf('page.js', 'public/page.js');
  const live = scriptOf('live.js', 'public/page.js', 'public/live.js');
  const all = [style, icon, page, live, ...icons.map(([, one]) => one)];
  const files = new Map(all.map(({ name, asset }) => [name, asset]));
  return {
    style: style.name,
    icon: icon.name,
    stateIcons: new Map(icons.map(([kind, { name }]) => [kind, name])),
    page: page.name,
    live: live.name,
    find: (name) => files.get(name),
  };
}
