import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const TYPES = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml', js: 'text/javascript; charset=utf-8' };

/* This file lies directly in src, and what is made of it directly in dist: `public` is beside both. */
function load(name: string, type: string): { readonly name: string; readonly asset: Asset } {
  const body = readFileSync(new URL(`../public/${name}`, import.meta.url));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10);
  return { name: name.replace('.', `.${hash}.`), asset: { type, body } };
}

/** The files of the pages by the name they are served under, which changes with their content. */
export interface Assets {
  readonly style: string;
  readonly icon: string;
  readonly script: string;
  find(name: string): Asset | undefined;
}

/** Reads the files of the pages. */
export function loadAssets(): Assets {
  const style = load('pages.css', TYPES.css);
  const icon = load('icon.svg', TYPES.svg);
  const script = load('live.js', TYPES.js);
  const files = new Map([style, icon, script].map(({ name, asset }) => [name, asset]));
  return { style: style.name, icon: icon.name, script: script.name, find: (name) => files.get(name) };
}
