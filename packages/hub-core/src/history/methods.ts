import { Double, GenericError } from '@kojikit/protocol';
import { anyone } from '../auth/access.js';
import type { QueryOptions } from '../query/listing.js';
import { isTrue, toBoolean, toInteger } from '../rpc/convert.js';
import { keywords, method, optional, required, type Method } from '../rpc/method.js';
import { pythonType } from '../rpc/python-names.js';
import { findEvent, lastEvent, required as found } from './events.js';
import { queryHistory } from './query-history.js';
import { firstChange, lastChange, tagChangedSince } from './tag-change-events.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export const historyMethods: Method[] = [
  method('queryHistory', {
    params: [optional('tables'), keywords('kwargs')],
    access: anyone,
    doc: 'Who changed what and when in the versioned tables: filter by tag, build, package, user, editor, time and so on.',
    handler: (ctx, { tables, kwargs }) => {
      const { queryOpts, ...filters } = kwargs as Record<string, unknown>;
      return queryHistory(ctx, tables, filters, queryOpts as QueryOptions | undefined);
    },
  }),
  method('getEvent', {
    params: [required('id'), optional('strict', true)],
    access: anyone,
    doc: 'When an event was, in seconds since 1970.',
    handler: async (ctx, { id, strict }) => {
      const event = await findEvent(ctx, toInteger(id));
      return toBoolean(strict) ? found(event) : (event ?? null);
    },
  }),
  method('getLastEvent', {
    params: [optional('before'), optional('strict', true)],
    access: anyone,
    doc: 'The last event, or the last one before a moment given in seconds since 1970.',
    handler: async (ctx, { before, strict }) => {
      const event = await lastEvent(ctx, seconds(before));
      return toBoolean(strict) ? found(event) : (event ?? null);
    },
  }),
  method('tagChangedSinceEvent', {
    params: [required('event'), required('taglist')],
    access: anyone,
    doc: 'Whether anything changed after an event in one of the tags, which are given by id.',
    handler: (ctx, { event, taglist }) => tagChangedSince(ctx, event, taglist),
  }),
  method('tagLastChangeEvent', {
    params: [required('tag'), optional('before'), optional('inherit', true)],
    access: anyone,
    doc: 'The last event that changed a tag or what it inherits from.',
    handler: async (ctx, { tag, before, inherit }) =>
      (await lastChange(ctx, tag, before, { inherit: isTrue(inherit) })) ?? null,
  }),
  method('tagFirstChangeEvent', {
    params: [required('tag'), optional('after'), optional('inherit', true)],
    access: anyone,
    doc: 'The first event that changed a tag or what it inherits from, after a given one.',
    handler: async (ctx, { tag, after, inherit }) =>
      (await firstChange(ctx, tag, after, { inherit: isTrue(inherit) })) ?? null,
  }),
];

function seconds(before: unknown): number | undefined {
  if (before === null || before === undefined) return undefined;
  if (before instanceof Double) return before.value;
  if (typeof before === 'number' || typeof before === 'bigint') return Number(before);
  // Koji's database is shown it as a truth value, which it compares with no number.
  if (typeof before === 'boolean') throw new CallerMistake('a moment must be a number, not a boolean');
  throw new GenericError(`Invalid type for before: ${pythonType(before)}`);
}
