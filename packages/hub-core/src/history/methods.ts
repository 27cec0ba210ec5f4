import type { HistoryQuery } from '@kojikit/protocol';
import { anyone } from '../auth/access.js';
import { queryOptions, type QueryOptions } from '../query/readers/query-options.js';
import {
  comparedInteger,
  flag,
  integer,
  nameOrId,
  oneInteger,
  strictFlag,
  struct,
} from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional, type Reader } from '../rpc/reader.js';
import { findEvent, lastEvent, required as found } from './events.js';
import { historyFilters, type HistoryFilter } from './filters.js';
import { historyTableNames } from './readers/history-table-names.js';
import { historyTables } from './history-tables.js';
import { queryHistory } from './query-history.js';
import { firstChange, lastChange, tagChangedSince } from './tag-change-events.js';
import { keysOf } from '../keys-of.js';
import { before } from './readers/before.js';

const ALL_TABLES = keysOf(historyTables).sort();

/** Filters by name, and the options of the listings among them. */
const historyOptions: Reader<{ filters: HistoryFilter[]; options: QueryOptions }, HistoryQuery> = (value) => {
  const { queryOpts, ...filters } = struct(value);
  return { filters: historyFilters(filters), options: queryOptions(queryOpts) };
};

/** Ids of tags, at least one. */
const tagIds: Reader<(number | null)[], readonly number[]> = (value) => {
  if (!Array.isArray(value) || value.length === 0) throw new CallerMistake('a list of tag ids is needed');
  return value.map(oneInteger);
};

export const historyMethods: Method[] = [
  method('queryHistory', {
    params: { tables: optional(historyTableNames), kwargs: keywords(historyOptions) },
    access: anyone,
    doc: 'Who changed what and when in the versioned tables: filter by tag, build, package, user, editor, time and so on.',
    keepable: true,
    handler: (ctx, { tables, kwargs: { filters, options } }) =>
      queryHistory(ctx, tables ?? ALL_TABLES, filters, options),
  }),
  method('getEvent', {
    params: { id: integer, strict: strictFlag(true) },
    access: anyone,
    doc: 'When an event was, in seconds since 1970.',
    looksUp: true,
    handler: async (ctx, { id, strict }) => {
      const event = await findEvent(ctx, id);
      return strict ? found(event) : (event ?? null);
    },
  }),
  method('getLastEvent', {
    params: { before: optional(before), strict: strictFlag(true) },
    access: anyone,
    doc: 'The last event, or the last one before a moment given in seconds since 1970.',
    looksUp: true,
    handler: async (ctx, { before: end, strict }) => {
      const event = await lastEvent(ctx, end ?? undefined);
      return strict ? found(event) : (event ?? null);
    },
  }),
  method('tagChangedSinceEvent', {
    params: { event: comparedInteger, taglist: tagIds },
    access: anyone,
    doc: 'Whether anything changed after an event in one of the tags, which are given by id.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { event, taglist }) => tagChangedSince(ctx, event, taglist),
  }),
  method('tagLastChangeEvent', {
    params: { tag: nameOrId, before: optional(integer), inherit: flag(true) },
    access: anyone,
    doc: 'The last event that changed a tag or what it inherits from.',
    keepable: true,
    handler: async (ctx, { tag, before: end, inherit }) =>
      (await lastChange(ctx, tag, end, { inherit })) ?? null,
  }),
  method('tagFirstChangeEvent', {
    params: { tag: nameOrId, after: optional(integer), inherit: flag(true) },
    access: anyone,
    doc: 'The first event that changed a tag or what it inherits from, after a given one.',
    keepable: true,
    handler: async (ctx, { tag, after, inherit }) =>
      (await firstChange(ctx, tag, after, { inherit })) ?? null,
  }),
];
