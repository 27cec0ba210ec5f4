import { PageError } from '../../http/page-error.js';
import { order, start, text, type Param, type ParamValues } from '../../http/params.js';

/** What can be looked for alone. */
export const TYPES = ['package', 'build', 'tag', 'target', 'user', 'host', 'rpm', 'task'] as const;

/** What only sites have that are set so. */
export const RARE_TYPES = ['maven', 'win'] as const;

const MATCHES = ['glob', 'regexp', 'exact'] as const;
type Match = (typeof MATCHES)[number];

const match: Param<Match | undefined> = {
  doc: 'How terms are compared: as a pattern with * and ?, as a regular expression, or exactly.',
  read(given, name) {
    if (given === undefined || given === '') return undefined;
    const found = MATCHES.find((word) => word === given);
    if (found === undefined)
      throw new PageError(400, `${name} is one of ${MATCHES.join(', ')}, not “${given}”`);
    return found;
  },
};

/** The parameters of the search. */
export const searchParams = {
  terms: text('', 'What is looked for.'),
  type: text('', `One kind of thing: ${[...TYPES, ...RARE_TYPES].join(', ')}. Without it: all.`),
  match,
  start,
  order: order('', ['id', 'name']),
};

export type SearchQuery = ParamValues<typeof searchParams>;
