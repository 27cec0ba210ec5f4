import { Double, GenericError, type Seconds } from '@kojikit/protocol';
import { z } from 'zod';
import { RepoWatcher } from '../repos/repo-watcher.js';
import { defineTask } from '../tasks/task-definition.js';
import { tagParameter } from './tag-parameter.js';

/** Waits until a tag has a repo that is new enough and holds certain builds; the result is the repo. */
export const waitrepoTask = defineTask({
  method: 'waitrepo',
  weight: 0.2,
  params: z.object({
    tag: tagParameter,
    newer_than: z.unknown().optional(),
    nvrs: z.array(z.string()).nullish(),
    min_event: z.union([z.number().int(), z.literal('last')]).nullish(),
  }),
  async run({ hub, params, signal, log }) {
    const { tag, nvrs } = params;
    let minEvent = params.min_event ?? undefined;
    const newerThan = params.newer_than ?? undefined;
    if (newerThan !== undefined) {
      if (minEvent !== undefined) throw new GenericError('newer_than and min_event args confict');
      if (typeof newerThan === 'string' && newerThan.toLowerCase() === 'now') minEvent = 'last';
      else if (Number.isFinite(Number(newerThan)) && isSeconds(newerThan)) {
        // The first change of the tag after that time; if it has not changed since, its last one.
        const base = await hub.call('getLastEvent', { before: newerThan, strict: false });
        minEvent = (await hub.call('tagFirstChangeEvent', { tag, after: base?.id ?? null })) ?? 'last';
      } else throw new GenericError(`Invalid value for newer_than: ${JSON.stringify(newerThan)}`);
    }
    const watcher = await RepoWatcher.create(hub, { tag, nvrs: nvrs ?? [], minEvent, signal, log });
    return watcher.wait();
  },
});

const isSeconds = (value: unknown): value is Seconds => typeof value === 'number' || value instanceof Double;
