import { basename } from 'node:path';
import { z } from 'zod';
import { defineTask } from '../tasks/task-definition.js';
import { noarchRoot } from './noarch-root.js';
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
    const file = await workFile(task, params.srpm, 'Input SRPM file missing');
    // What is no package is told before a build root is made for it.
    await packageHeader(file, basename(params.srpm));
    const root = await noarchRoot(task, {
      tag: tagReference(params.build_tag),
      repo,
      installGroup: 'srpm-build',
    });
    await root.rebuildSource(file);
    const made = await onlySource(await root.results(), root.name);
    return uploadSource(task, root, made, { source: basename(made), url: basename(made) });
  },
});
