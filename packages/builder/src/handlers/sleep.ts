import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { defineTask } from '../tasks/task-definition.js';

/** Sleeps for a number of seconds; administrators try out builders with it. */
export const sleepTask = defineTask({
  method: 'sleep',
  weight: 0.25,
  params: z.object({ n: z.coerce.number().nonnegative() }),
  async run({ params, signal }) {
    await pause(params.n * 1000, undefined, { signal });
    return null;
  },
});
