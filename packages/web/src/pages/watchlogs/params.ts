import { PageError } from '../../http/page-error.js';
import { ids, text, type Param } from '../../http/params.js';

/** Lines of a log, the first and the last of them included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

const lineRange: Param<LineRange | undefined> = {
  doc: 'The line, or the lines as in 5-9, to show those around of. Default: the last lines.',
  read(given, name) {
    if (given === undefined || given === '') return undefined;
    const match = /^([+-]?\d{1,15})(?:-(\d{1,15}))?$/.exec(given);
    if (match === null) throw new PageError(400, `${name} takes a number, or two as in 5-9, not “${given}”`);
    const [one, other] = [Number(match[1]), Number(match[2] ?? match[1])];
    return one > 0 ? { first: Math.min(one, other), last: Math.max(one, other) } : undefined;
  },
};

/** What the address of a log says. */
export const watchlogsParams = {
  taskID: ids('The tasks whose logs are shown; a log that is named is one of the first.'),
  log: text('', 'The name of the log. Default: the first that has text.'),
  volume: text('DEFAULT', 'The volume that it is on.'),
  line: lineRange,
};
