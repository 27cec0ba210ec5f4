import { GenericError } from '@kojikit/protocol';
import { anyPermission, isTrue, method, optional, toInteger } from '@kojikit/hub-core/plugin';
import { cleanUp } from './clean-up.js';

/** The clean-up on demand, with the options of Koji's clean-up tool. */
export const cleanupSideTags = method('cleanupSideTags', {
  params: [
    optional('test', false),
    optional('clean_empty', true),
    optional('empty_delay', 1),
    optional('clean_old', true),
    optional('old_delay', 30),
    optional('clean_inactive', true),
    optional('inactive_delay', 10),
    optional('ignore_tags'),
  ],
  access: anyPermission(['sidetag_admin', 'admin']),
  doc: 'Removes empty, old, inactive and expired side tags, delays in days; with `test` it only says which.',
  handler: (ctx, params) =>
    cleanUp(ctx, {
      test: isTrue(params['test']),
      clean_empty: isTrue(params['clean_empty']),
      empty_delay: days(params['empty_delay']),
      clean_old: isTrue(params['clean_old']),
      old_delay: days(params['old_delay']),
      clean_inactive: isTrue(params['clean_inactive']),
      inactive_delay: days(params['inactive_delay']),
      ignore_tags: patterns(params['ignore_tags']),
    }),
});

function days(value: unknown): number {
  const number = toInteger(value);
  if (number < 0) throw new GenericError(`a delay is a number of days, not ${number}`);
  return number;
}

function patterns(value: unknown): string[] {
  if (value === null) return [];
  if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
  throw new GenericError('ignore_tags is a list of patterns');
}
