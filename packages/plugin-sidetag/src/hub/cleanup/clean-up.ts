import { globPattern, matchesGlob, type Context } from '@kojikit/hub-core/plugin';
import type { CleanedSideTag, CleanupOptions } from '../../api.js';
import { describeSideTags } from '../life/describe-side-tags.js';
import { presently } from '../life/expiry.js';
import { planCleanup, type CleanupRule } from './plan-cleanup.js';
import { removeDue } from './remove-due.js';

const DAY = 86_400;
const ORDER: readonly CleanupRule[] = ['empty', 'old', 'inactive', 'expired'];

/** Removes the side tags that have had their time by the given rules, without telling anybody before. */
export async function cleanUp(ctx: Context, options: Required<CleanupOptions>): Promise<CleanedSideTag[]> {
  const ignored = options.ignore_tags.map(globPattern);
  const tags = (await describeSideTags(ctx, {})).filter(({ name }) => !matchesGlob(name, ignored));
  const now = presently();
  const due = planCleanup(tags, {
    empty: options.clean_empty ? options.empty_delay * DAY : null,
    old: options.clean_old ? options.old_delay * DAY : null,
    inactive: options.clean_inactive ? options.inactive_delay * DAY : null,
  })
    .filter((one) => one.due <= now)
    .sort((a, b) => ORDER.indexOf(a.rule) - ORDER.indexOf(b.rule) || a.tag.id - b.tag.id);
  return removeDue(ctx, due, { test: options.test });
}
