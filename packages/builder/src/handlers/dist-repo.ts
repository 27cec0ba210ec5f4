import { GenericError, PathInfo } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import { z } from 'zod';
import { archName, distRepoOptions } from '../dist-repos/dist-repo-options.js';
import { refuseMultilib } from '../dist-repos/refuse-multilib.js';
import { defineTask } from '../tasks/task-definition.js';
import { tagParameter } from './tag-parameter.js';

/** Makes a dist repo: one `createdistrepo` subtask per arch. What they make the hub moves into the repo. */
export const distRepoTask = defineTask({
  method: 'distRepo',
  weight: 0.1,
  params: z.object({
    tag: tagParameter,
    repo_id: z.number().int(),
    keys: z.array(z.string()),
    task_opts: distRepoOptions,
  }),
  async run(task) {
    const { hub } = task;
    const { tag, repo_id: repoId, keys, task_opts: options } = task.params;
    refuseMultilib(options);
    const info = await hub.call('getTag', { tagInfo: tag, strict: true, event: options.event ?? null });
    const asked = options.arch?.length ? options.arch : z.array(archName).parse(words(info.arches));
    if (asked.length === 0) throw new GenericError('No arches specified nor for the tag!');
    const opts = { ...options, arch: asked };
    const subtasks = new Map<number, string>();
    for (const arch of new Set(asked.map(canonArch))) {
      const id = await task.subtask('createdistrepo', [tag, repoId, arch, keys, opts], {
        label: arch,
        arch: 'noarch',
      });
      subtasks.set(id, arch);
    }
    await task.wait([...subtasks.keys()], { all: true, failAny: true });
    const paths = new PathInfo(task.settings.topdir);
    for (const [id, arch] of subtasks) {
      const uploadpath = paths.taskRelative(id);
      await hub.call('host.distRepoMove', { repo_id: repoId, uploadpath, arch });
    }
    await hub.call('host.repoDone', { repo_id: repoId, data: {} });
    return `Dist repository #${repoId} successfully generated`;
  },
});

function words(text: string | null): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
