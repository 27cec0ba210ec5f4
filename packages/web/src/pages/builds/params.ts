import { BUILD_STATES } from '@kojikit/protocol';
import { PageError } from '../../http/page-error.js';
import {
  optionalIdOrName,
  order,
  prefix,
  start,
  text,
  yesOrNo,
  type Param,
  type ParamValues,
} from '../../http/params.js';

const STATES = Object.entries(BUILD_STATES).map(([name, number]) => [name.toLowerCase(), number] as const);

/** A state of builds by its number or its name; `all` is none. */
const state: Param<number | undefined> = {
  doc: `Only builds in this state: ${STATES.map(([name, number]) => `${number} ${name}`).join(', ')}.`,
  read(given, name) {
    if (given === undefined || given === '' || given === 'all') return undefined;
    const found = STATES.find(([word, number]) => given === String(number) || given.toLowerCase() === word);
    if (found !== undefined) return found[1];
    const choices = STATES.map(([word, number]) => `${number} (${word})`).join(', ');
    throw new PageError(400, `${name} is one of ${choices} and all, not “${given}”`);
  },
};

/** The filters of the list of builds, as its address has them. */
export const buildsParams = {
  userID: optionalIdOrName('Only builds of this user.'),
  tagID: optionalIdOrName('Only complete builds in this tag.'),
  packageID: optionalIdOrName('Only builds of this package.'),
  state,
  prefix,
  type: text('all', 'Only builds of this type; all for one that does not exist.'),
  inherited: yesOrNo(true, 'With tagID: also what the tag inherits.'),
  latest: yesOrNo(true, 'With tagID: of each package the latest build alone.'),
  start,
  order: order('-build_id', ['build_id', 'nvr', 'owner_name', 'completion_time', 'state', 'tag_name']),
};

export type BuildsQuery = ParamValues<typeof buildsParams>;
