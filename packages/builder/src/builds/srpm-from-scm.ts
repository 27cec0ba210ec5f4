import { BuildError } from '@kojikit/protocol';
import { z } from 'zod';
import { describeExit, succeeded } from '../process/exit-status.js';
import { defineTask } from '../tasks/task-definition.js';
import { noarchRoot } from './noarch-root.js';
import { onlySource } from './source-package.js';
import { sourceRepository, sourcesBeside } from './source-repository.js';
import { findSpec } from './spec-file.js';
import { hostHasArch, repoOf, subtaskOptions, tagParameter, tagReference } from './task-options.js';
import { uploadSource } from './upload-source.js';

/** Checks out a repository of sources and packs a source package of them in a build root. */
export const srpmFromScmTask = defineTask({
  method: 'buildSRPMFromSCM',
  weight: 1,
  params: z.object({ url: z.string(), build_tag: tagParameter, opts: subtaskOptions }),
  checkHost: ({ params, host, hub }) => hostHasArch(hub, host, params.build_tag),
  async run(task) {
    const { hub, params, settings } = task;
    const repository = await sourceRepository(task, params.url, params.opts?.scratch);
    const { sourceCommand } = repository;
    const root = await noarchRoot(task, {
      tag: tagReference(params.build_tag),
      repo: await repoOf(hub, params.opts),
      installGroup: 'srpm-build',
      // What is not in the repository is fetched from somewhere else.
      setupDns: true,
    });
    const { folder, source } = await repository.checkOut();
    const spec = await findSpec(folder, settings.support_rpm_source_layout);
    const inside = await repository.placeInto(root);
    if (sourceCommand) {
      const status = await root.run(sourceCommand, { user: 'build', cwd: inside(folder), isBuild: true });
      if (!succeeded(status)) {
        await root.expire();
        throw new BuildError(
          `error retrieving sources, ${describeExit(status, 'the command')}; see build.log or root.log for more information`,
        );
      }
    }
    await root.buildSource(inside(spec), inside(await sourcesBeside(folder, settings)));
    const made = await onlySource(await root.results(), root.name);
    return uploadSource(task, root, made, source);
  },
});
