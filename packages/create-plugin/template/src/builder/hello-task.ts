import { defineTask, succeeded } from '@kojikit/builder/plugin';
import { GenericError } from '@kojikit/protocol';
import { z } from 'zod';

/** Says hello. What the program prints is the task's output, what is returned is its result. */
export const helloTask = defineTask({
  method: '__ID__Hello',
  weight: 0.1,
  params: z.object({ name: z.string() }),
  async run(task) {
    const greeting = `Hello ${task.params.name}`;
    const status = await task.run(['echo', greeting], { log: 'hello.log' });
    if (!succeeded(status)) throw new GenericError('nothing could be said');
    return greeting;
  },
});
