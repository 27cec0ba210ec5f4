import { basename } from 'node:path';
import { z } from 'zod';
import { defineTask } from '../tasks/task-definition.js';
import { archOfRoot } from './choose-arch.js';
import { onlySource, packageHeader, workFile } from './source-package.js';
import { hostHasArch, repoOf, subtaskOptions, tagParameter, tagReference } from './task-options.js';
import { uploadSource } from './upload-source.js';

/** Packs an uploaded source package again in a build root, so that it gets the macros of its tag. */
export const rebuildSrpmTask = defineTask({
  method: 'rebuildSRPM',
  weight: 1,
  params: z.object({ srpm: z.string(), build_tag: tagParameter, opts: subtaskOptions }),
  checkHost: ({ params, host, hub }) => hostHasArch(hub, host, params.build_tag),
  async run(task) {
    const { hub, params } = task;
    const repo = await repoOf(hub, params.opts);
    const event = repo.create_event;
    const tag = await hub.call('getTag', { tagInfo: tagReference(params.build_tag), strict: true, event });
    const file = await workFile(task, params.srpm, 'Input SRPM file missing');
    // What is no package is told before a build root is made for it.
    await packageHeader(file, basename(params.srpm));
    const config = await hub.call('getBuildConfig', { tag: tag.id, event });
    const root = await task.buildroot({
      tag: tag.id,
      arch: archOfRoot('noarch', await task.host(), config ?? tag),
      repoId: repo.id,
      installGroup: 'srpm-build',
    });
    await root.init();
    await root.rebuildSource(file);
    const made = await onlySource(await root.results(), root.name);
    return uploadSource(task, root, made, { source: basename(made), url: basename(made) });
  },
});
