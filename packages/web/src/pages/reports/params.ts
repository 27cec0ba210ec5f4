import { PageError } from '../../http/page-error.js';
import type { Param } from '../../http/params.js';

const MOST_DAYS = 36_600;
const A_YEAR = 366;

/** How many days back a report looks, -1 for all there ever were; undefined then. */
export const daysOrEver = (fallback: number): Param<number> => ({
  doc: `How many days back; -1 for all. Default: ${fallback}.`,
  read(text, name) {
    if (text === undefined || text === '') return fallback;
    const days = /^-?\d{1,6}$/.test(text) ? Number(text) : NaN;
    if (days === -1 || (days >= 0 && days <= MOST_DAYS)) return days;
    throw new PageError(
      400,
      `${name} takes a number of days up to ${MOST_DAYS}, or -1 for all, not “${text}”`,
    );
  },
});

/** How many days a report shows. */
export const daysShown = (fallback: number, most = A_YEAR): Param<number> => ({
  doc: `How many days back. Default: ${fallback}.`,
  read(text, name) {
    if (text === undefined || text === '') return fallback;
    const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    if (days >= 1 && days <= most) return days;
    throw new PageError(400, `${name} takes a number of days from 1 to ${most}, not “${text}”`);
  },
});

/** An arch, or all for none. `ix86` stands for the 32-bit arches of Intel. @param all the word for all of them. */
export const arch = (all: string, doc: string): Param<string> => ({
  doc,
  read(text, name) {
    if (text === undefined || text === '') return all;
    if (!/^[\w-]{1,32}$/.test(text))
      throw new PageError(400, `${name} takes an arch as x86_64, not “${text}”`);
    return text;
  },
});

/** The arches that one stands for. */
export const archesOf = (given: string): string[] | undefined =>
  given === '' ? undefined : given === 'ix86' ? ['i386', 'i486', 'i586', 'i686'] : [given];
