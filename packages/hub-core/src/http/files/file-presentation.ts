/** How a browser gets a file: under which type, and whether it shows it or saves it. */
export interface FilePresentation {
  readonly type: string;
  readonly inline: boolean;
}

const TEXT = 'text/plain; charset=utf-8';

/* Source code is shown as the text that it is: under a type of its own, a page could run it. */
const SHOWN_AS_TEXT =
  'log txt text out err spec ks cfg conf ini repo list csv md rst yaml yml toml jsonl patch diff sh py pl rb c h js mjs cjs ts css';

const SHOWN: Readonly<Record<string, string>> = {
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

const SAVED: Readonly<Record<string, string>> = {
  rpm: 'application/x-rpm',
  drpm: 'application/x-rpm',
  xml: 'application/xml',
  html: 'text/html; charset=utf-8',
  htm: 'text/html; charset=utf-8',
  xhtml: 'application/xhtml+xml',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  gz: 'application/gzip',
  tgz: 'application/gzip',
  bz2: 'application/x-bzip2',
  xz: 'application/x-xz',
  zst: 'application/zstd',
  tar: 'application/x-tar',
  zip: 'application/zip',
  jar: 'application/java-archive',
  iso: 'application/x-iso9660-image',
};

const TYPES = new Map<string, FilePresentation>([
  ...SHOWN_AS_TEXT.split(' ').map((ending) => pair(ending, TEXT, true)),
  ...Object.entries(SHOWN).map(([ending, type]) => pair(ending, type, true)),
  ...Object.entries(SAVED).map(([ending, type]) => pair(ending, type, false)),
]);

function pair(ending: string, type: string, inline: boolean): [string, FilePresentation] {
  return [ending, { type, inline }];
}

/**
 * How the file of this name is presented: text, JSON and pictures are shown, everything else is saved. What has no
 * ending (`pkglist`, `README`) is text; an ending that is not known is bytes.
 */
export function filePresentation(name: string): FilePresentation {
  const dot = name.lastIndexOf('.');
  if (dot < 0) return { type: TEXT, inline: true };
  const known = TYPES.get(name.slice(dot + 1).toLowerCase());
  return known ?? { type: 'application/octet-stream', inline: false };
}
