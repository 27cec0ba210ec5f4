import { readFileSync } from 'node:fs';

/** The version of these pages. This file lies directly in src, and what is made of it directly in dist. */
export const webVersion = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  }
).version;
