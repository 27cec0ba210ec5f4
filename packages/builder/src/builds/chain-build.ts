import { BuildError, GenericError } from '@kojikit/protocol';
import { z } from 'zod';
import { isScmUrl } from '../scm/scm-url.js';
import { defineTask } from '../tasks/task-definition.js';

/**
 * Builds several packages in levels: those of a level begin when all of the level before are in the repo of the build
 * tag. A level names sources to build, and builds to wait for.
 */
export const chainBuildTask = defineTask({
  method: 'chainbuild',
  weight: 0.1,
  params: z.object({
    srcs: z.array(z.array(z.string())),
    target: z.union([z.string(), z.number().int()]),
    opts: z.looseObject({ scratch: z.unknown().optional() }).nullish(),
  }),
  async run(task) {
    const { hub, params } = task;
    if (params.opts?.scratch) throw new BuildError('--scratch is not allowed with chain-builds');
    const target = await hub.call('getBuildTarget', { info: params.target });
    if (!target) throw new GenericError(`unknown build target: ${params.target}`);
    let nvrs: string[] = [];
    for (const [level, sources] of params.srcs.entries()) {
      if (nvrs.length > 0) {
        const wait = await task.subtask('waitrepo', [target.build_tag_name, null, nvrs], {
          label: `wait ${level}`,
        });
        await task.wait(wait, { all: true, failAny: true });
      }
      nvrs = sources.filter((source) => !isScmUrl(source));
      const builds: number[] = [];
      for (const [at, source] of sources.entries()) {
        if (!isScmUrl(source)) continue;
        const label = `build ${level},${at}`;
        builds.push(await task.subtask('build', [source, params.target, params.opts ?? {}], { label }));
      }
      if (builds.length > 0) await task.wait(builds, { all: true, failAny: true });
      for (const taskID of builds) {
        const [build] = await hub.call('listBuilds', { taskID });
        if (build) nvrs.push(build.nvr);
      }
    }
    return null;
  },
});
