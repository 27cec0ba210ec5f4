import { link } from '../../http/params.js';
import { THING_PAGES } from './read-terms.js';
import type { Found } from './read.js';

const PAGES: Readonly<Record<string, string>> = {
  target: 'buildtargetinfo',
  maven: 'archiveinfo',
  win: 'archiveinfo',
};

/** The address of the page of what was found. */
export function thingAddress({ type, id }: Found): string {
  const page = PAGES[type] ?? `${type}info`;
  return link(page, { [THING_PAGES[page]!]: id });
}
