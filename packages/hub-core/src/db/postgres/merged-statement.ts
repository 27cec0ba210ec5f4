/** A read of several at once that each would have asked with the same text. */
export interface MergedStatement {
  /**
   * Its parameters are a list each: the values of one parameter for all who ask. Rows begin with the place of who asked, from 1.
   * @param most rows of each; one more tells that there are more.
   */
  readonly text: (most: number | undefined) => string;
  /** What the server takes each parameter of the single text for. */
  readonly types: readonly string[];
}

/** Stands for a statement that cannot be merged. */
export const NEVER = 'never';

/** What who asks is called in the merged text; no statement of the hub has such a name. */
const ASKED = 'kojikit_asked';

const PARAMETER = /\$(\d+)/g;

/** A text in quotes that looks as if a parameter stood in it. */
const QUOTED_PARAMETER = /'[^']*\$\d[^']*'/;

/**
 * The statement that asks for several what `text` asks for one, where there can be one.
 * @param types what the server takes each parameter of the text for, by its names of types.
 */
export function mergedStatement(text: string, types: readonly string[]): MergedStatement | typeof NEVER {
  if (types.length === 0 || QUOTED_PARAMETER.test(text)) return NEVER;
  const lists = types.map((type, index) => `$${index + 1}::text[]`);
  const names = types.map((type, index) => `v${index + 1}`);
  // A text is every type's own form, so that lists of lists need not be of one length, as PostgreSQL wants its arrays.
  const single = text.replace(
    PARAMETER,
    (whole, number: string) => `(${ASKED}.v${number}::${types[Number(number) - 1]})`,
  );
  const askers = `unnest(${lists.join(', ')}) WITH ORDINALITY AS ${ASKED} (${names.join(', ')}, place)`;
  return {
    types,
    text: (most) => {
      const answer = most === undefined ? single : `SELECT * FROM (${single}) AS whole LIMIT ${most + 1}`;
      return `SELECT ${ASKED}.place, answer.* FROM ${askers} CROSS JOIN LATERAL (${answer}) AS answer`;
    },
  };
}
