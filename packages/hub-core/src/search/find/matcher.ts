import sql, { type Sql } from 'sql-template-tag';
import { ParameterError } from '@kojikit/protocol';
import type { Dialect } from '../../db/database.js';
import { RefusedValue } from '../../db/database-error.js';
import { assertLinear } from '../../db/linear-expression.js';
import { literally } from '../../query/browsing.js';
import { globToLike } from '../../query/glob-to-like.js';
import { likeInAnyCase, matchesInAnyCase, type Condition } from '../any-case.js';

/** How terms are compared with names; `part` finds them anywhere in a name. */
export type Match = 'glob' | 'regexp' | 'exact' | 'part';

/** Terms as conditions. No case is minded, but by `exact`. */
export interface Matcher {
  readonly terms: string;
  /** What every long name that is found begins with, as far as it is known: of a glob what is before its first wildcard. */
  readonly head: string;
  /** The same of what {@link name} finds. */
  readonly nameHead: string;
  /** Whether a name is found. */
  readonly name: Condition;
  /** Whether a long name is found, of which people know the beginning: name-version-release and the like. */
  readonly longName: Condition;
}

/** How terms are compared where nobody said so. */
export const usualMatch = (terms: string): Match => (/[*?]|\[[^\]]+\]/.test(terms) ? 'glob' : 'part');

/** Throws ParameterError for a regular expression that is none, or may run for ever. */
export function matcherOf(dialect: Dialect, terms: string, match: Match): Matcher {
  const like = (pattern: string) => likeInAnyCase(dialect, pattern);
  switch (match) {
    case 'exact': {
      const equal = (column: Sql) => sql`${column} = ${terms}`;
      return { terms, head: terms, nameHead: terms, name: equal, longName: equal };
    }
    case 'part': {
      const escaped = literally(terms);
      return { terms, head: terms, nameHead: '', name: like(`%${escaped}%`), longName: like(`${escaped}%`) };
    }
    case 'regexp': {
      const found = expression(dialect, terms);
      return { terms, head: '', nameHead: '', name: found, longName: found };
    }
    case 'glob': {
      const sets = /\[[^\]]+\]/.test(terms);
      const head = (sets ? /^[^*?[]*/ : /^[^*?]*/).exec(terms)![0];
      const found = sets
        ? expression(dialect, globToExpression(terms))
        : like(terms.split('%').map(globToLike).join('\\%'));
      return { terms, head, nameHead: head, name: found, longName: found };
    }
  }
}

function expression(dialect: Dialect, pattern: string): Condition {
  try {
    assertLinear(pattern);
  } catch (error) {
    if (error instanceof RefusedValue) throw new ParameterError(error.message, { cause: error });
    throw error;
  }
  return matchesInAnyCase(dialect, pattern);
}

function globToExpression(glob: string): string {
  const body = glob.replace(
    /\[([!^]?)([^\]]+)\]|[*?]|[^]/g,
    (piece, not: string | undefined, set: string | undefined) => {
      if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\[\]^]/g, '\\$&')}]`;
      if (piece === '*') return '.*';
      return piece === '?' ? '.' : piece.replace(/[^\w\s]/, '\\$&');
    },
  );
  return `^${body}$`;
}
