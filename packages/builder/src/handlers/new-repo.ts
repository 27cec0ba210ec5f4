import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError, ParameterError, type RepoOptions } from '@kojikit/protocol';
import { z } from 'zod';
import { isFolder, repoPath } from '../repos/repo-files.js';
import { cloneRepodata, isClonable } from '../repos/clone-repodata.js';
import { findOldRepo } from '../repos/old-repo.js';
import { RefuseTask } from '../tasks/refuse-task.js';
import { defineTask } from '../tasks/task-definition.js';
import { tagParameter } from './tag-parameter.js';

const flag = z.boolean().nullish();

const content = z.looseObject({
  src: z.boolean().optional(),
  debuginfo: z.boolean().optional(),
  separate_src: z.boolean().optional(),
  maven: z.boolean().optional(),
});

/** What a createrepo task ends with. */
const made = z.tuple([z.string(), z.array(z.string())]);

/** Makes a repo of a tag: one `createrepo` subtask per arch. The result is the repo's id and its event. */
export const newRepoTask = defineTask({
  method: 'newRepo',
  weight: 0.1,
  params: z.object({
    tag: tagParameter,
    event: z.number().int().nullish(),
    src: flag,
    debuginfo: flag,
    separate_src: flag,
    opts: content.nullish(),
  }),
  async run(task) {
    const { hub, params, settings } = task;
    const tag = await hub.call('getTag', { tagInfo: params.tag, strict: true, event: params.event ?? null });
    const { opts, ...given } = repoOptions(params);
    const reposDir = join(settings.topdir, 'repos');
    if (!(await isFolder(reposDir))) throw new RefuseTask(`No access to repos dir ${reposDir}`);
    const [repoId, event] = await hub.call('host.repoInit', {
      tag: tag.id,
      opts: opts ?? null,
      task_id: task.id,
      ...given,
    });
    const path = join(settings.topdir, repoPath(repoId, tag.name));
    if (!(await isFolder(path))) throw new GenericError(`Repo directory missing: ${path}`);

    const old = settings.createrepo_update ? await findOldRepo(hub, tag, task.log) : undefined;
    const oldPath = old && join(settings.topdir, repoPath(old.id, old.tag_name));
    const clonable =
      settings.copy_old_repodata && old && oldPath
        ? await isClonable(
            hub,
            { path: oldPath, repo: old },
            { path, repo: { tag_id: tag.id, create_event: event } },
          )
        : false;
    const data: Record<string, z.infer<typeof made>> = {};
    const subtasks = new Map<number, string>();
    const cloned: string[] = [];
    for (const arch of await arches(path)) {
      const files = clonable && oldPath ? await cloneRepodata(task, oldPath, path, arch) : undefined;
      if (files) {
        data[arch] = [task.uploadPath, files];
        cloned.push(arch);
      } else {
        const id = await task.subtask('createrepo', [repoId, arch, old ?? null], {
          label: arch,
          arch: 'noarch',
        });
        subtasks.set(id, arch);
      }
    }
    if (subtasks.size > 0) {
      const results = await task.wait([...subtasks.keys()], { all: true, failAny: true });
      for (const [id, arch] of subtasks) data[arch] = made.parse(results.get(id));
    }
    const updates = { cloned_from_repo_id: old?.id, cloned_archs: cloned };
    await hub.call('host.repoDone', {
      repo_id: repoId,
      data,
      ...(cloned.length > 0 && { repo_json_updates: updates }),
    });
    return [repoId, event];
  },
});

/** The options of `host.repoInit`, also from the single flags that older callers send. */
function repoOptions(params: {
  event?: number | null | undefined;
  src?: boolean | null | undefined;
  debuginfo?: boolean | null | undefined;
  separate_src?: boolean | null | undefined;
  opts?: RepoOptions | null | undefined;
}): { opts?: RepoOptions; event?: number } {
  const { src, debuginfo, separate_src } = params;
  const legacy = {
    ...(typeof src === 'boolean' && { src }),
    ...(typeof debuginfo === 'boolean' && { debuginfo }),
    ...(typeof separate_src === 'boolean' && { separate_src }),
  };
  const isLegacy = Object.keys(legacy).length > 0;
  if (isLegacy && params.opts) {
    throw new ParameterError('opts parameter cannot be combined with legacy options');
  }
  const opts = isLegacy ? legacy : (params.opts ?? undefined);
  return { ...(opts && { opts }), ...(typeof params.event === 'number' && { event: params.event }) };
}

async function arches(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(path)) {
    if (name === 'groups') continue;
    const pkglist = await stat(join(path, name, 'pkglist')).catch(() => undefined);
    if (pkglist?.isFile()) found.push(name);
  }
  return found.sort();
}
