import {
  doubleOrNull,
  GenericError,
  ParameterError,
  type FoundGroup,
  type FoundThing,
  type FoundThings,
} from '@kojikit/protocol';
import type { Context } from '../../ground/context.js';
import { allowed } from '../../query/browsing.js';
import { findByName } from './by-name.js';
import { findByNumber, NUMBERED_TYPES } from './by-number.js';
import { findOfType, usualOrder } from './find-of-type.js';
import { matcherOf, usualMatch, type Match } from './matcher.js';
import { nearNames } from './near-names.js';
import type { ThingRow } from './thing-queries.js';

const LONGEST = 400;
/* What people mean most by a name. */
const NAMED_FIRST = ['package', 'build', 'tag', 'target', 'user', 'host'];
/** Of each type, where all are looked for. */
const SHOWN = 10;

export interface FindQuery {
  readonly terms: string;
  /** Null: everything. */
  readonly type: string | null;
  /** Null: see {@link usualMatch}. */
  readonly match: Match | null;
  readonly order: string | null;
  readonly start: number;
  readonly limit: number;
}

/**
 * Finds what people look for by number, name or pattern; when that is nothing, what is near. At most seven queries.
 * Throws GenericError `empty search terms`, `No such search type: <type>`, and ParameterError for terms that are too
 * long, for a regular expression that is none or may run for ever, and for an unknown order.
 */
export async function find(ctx: Context, query: FindQuery): Promise<FoundThings> {
  const terms = query.terms.trim();
  if (terms === '') throw new GenericError('empty search terms');
  if (terms.length > LONGEST) throw new GenericError(`search terms have at most ${LONGEST} letters`);
  const matcher = matcherOf(ctx.db.dialect, terms, query.match ?? usualMatch(terms));
  const groups = await refusing(async () => (query.type === null ? ofAll() : [await ofType(query.type)]));
  const shown = groups.filter(({ things }) => things.length > 0);
  const near = shown.length > 0 || query.start > 0 ? [] : await nearNames(ctx, terms);
  return { groups: shown, near: near.map((row) => thingOf(row, '')) };

  /* What the engine does not take for an expression although ours does. */
  async function refusing<T>(body: () => Promise<T>): Promise<T> {
    try {
      return await body();
    } catch (error) {
      if (!ctx.db.dialect.refusedValue(error)) throw error;
      throw new ParameterError(`Invalid regular expression: ${terms}`, { cause: error });
    }
  }

  async function ofAll(): Promise<FoundGroup[]> {
    const numbered = /^\d{1,15}$/.test(terms) ? await findByNumber(ctx, Number(terms)) : [];
    const alike = await findByName(ctx, matcher, SHOWN);
    // Who types a number that something has does not mean names with this number in them.
    const named = numbered.length === 0 ? alike : alike.filter((row) => row.name === terms);
    const types = [
      ...new Set([...(numbered.length > 0 ? NUMBERED_TYPES : NAMED_FIRST), ...named.map(({ type }) => type)]),
    ];
    return types.map((type) => {
      const exact = numbered.filter((row) => row.type === type);
      const others = named.filter((row) => row.type === type && row.id !== exact[0]?.id);
      const things = [
        ...exact.map((row) => ({ ...thingOf(row, terms), exact: true })),
        ...others.map((row) => thingOf(row, terms)),
      ];
      return { type, things: things.slice(0, SHOWN), more: things.length > SHOWN };
    });
  }

  async function ofType(type: string): Promise<FoundGroup> {
    const page = allowed({ order: query.order ?? usualOrder(type), start: query.start, limit: query.limit });
    const rows = await findOfType(ctx, type, matcher, { ...page, limit: page.limit + 1 });
    const things = rows.slice(0, page.limit).map((row) => thingOf(row, terms));
    return { type, things, more: rows.length > page.limit };
  }
}

function thingOf(row: ThingRow, terms: string): FoundThing {
  const wanted = terms.toLowerCase().replace(/\.rpm$/, '');
  const exact = row.name.toLowerCase().replace(/\.rpm$/, '') === wanted;
  return { ...row, exact, ts: doubleOrNull(row.ts) };
}
