import { normalize } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { checkedText, integer, later, unlessEmpty } from '../../readers/index.js';
import { optional } from '../../rpc/reader.js';

/*
 * A file of a task's output: two parameters that count only where no RPM or build is given instead. What they are is read
 * when it comes to that.
 */

/** The id of the task, or null. Throws ParameterError. */
export const taskOfFile = optional(later(unlessEmpty(integer)), null);

/** The path below the task's folder, or null. Throws GenericError `Invalid filepath: <path>` for one that leads out of it. */
export const pathOfFile = optional(
  later(
    unlessEmpty((value): string => {
      const given = checkedText(value);
      if (given.startsWith('/') || given.includes('../') || normalize(given).startsWith('..')) {
        throw new GenericError(`Invalid filepath: ${given}`);
      }
      return given;
    }),
  ),
  null,
);
