import { GenericError } from '@kojikit/protocol';
import { anyPermission, method, optional, read, type Reader } from '@kojikit/hub-core/plugin';
import { cleanUp } from './clean-up.js';

/* A delay in days. */
const days: Reader<number, number> = (value) => {
  const number = read.integer(value);
  if (number < 0) throw new GenericError(`a delay is a number of days, not ${number}`);
  return number;
};

const patterns: Reader<string[], string[] | null> = (value) => {
  if (value === null) return [];
  if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
  throw new GenericError('ignore_tags is a list of patterns');
};

/** The clean-up on demand, with the options of Koji's clean-up tool. */
export const cleanupSideTags = method('cleanupSideTags', {
  params: {
    test: read.flag(false),
    clean_empty: read.flag(true),
    empty_delay: optional(days, 1),
    clean_old: read.flag(true),
    old_delay: optional(days, 30),
    clean_inactive: read.flag(true),
    inactive_delay: optional(days, 10),
    ignore_tags: optional(patterns, null),
  },
  access: anyPermission(['sidetag_admin', 'admin']),
  doc: 'Removes empty, old, inactive and expired side tags, delays in days; with `test` it only says which.',
  handler: cleanUp,
});
