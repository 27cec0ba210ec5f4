import { text, time, UsageError } from '@kojikit/cli/plugin';
import type { ExpiryWish } from '../api.js';
import { parseDuration } from '../duration.js';

/** Options that say how long a side tag is to live. */
export const expiryOptions = {
  expires: text('--expires', {
    metavar: 'DURATION',
    help: 'let it expire after 12h, 14d, 2w, or "never"',
  }),
  keepUntil: time('--keep-until', { metavar: 'DATE', help: 'let it expire on this day' }),
};

/** What the options wish; undefined when neither is given. Throws UsageError. */
export function expiryWish(options: {
  expires: string | undefined;
  keepUntil: number | undefined;
}): ExpiryWish | undefined {
  if (options.expires !== undefined && options.keepUntil !== undefined) {
    throw new UsageError('--expires and --keep-until exclude each other');
  }
  if (options.keepUntil !== undefined) return Math.floor(options.keepUntil);
  if (options.expires === undefined) return undefined;
  try {
    parseDuration(options.expires);
  } catch (error) {
    throw new UsageError(`option --expires: ${(error as Error).message}`);
  }
  return options.expires;
}
