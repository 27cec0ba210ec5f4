import { basename } from 'node:path';
import { BuildError, type Struct } from '@kojikit/protocol';
import type { RpmHeader } from '@kojikit/rpm';
import { z } from 'zod';
import { RepoWatcher } from '../repos/repo-watcher.js';
import { isScmUrl } from '../scm/scm-url.js';
import { defineTask } from '../tasks/task-definition.js';
import type { Task } from '../tasks/task.js';
import { buildOptions } from './build-options.js';
import { assertPolicies, readRequest, type BuildRequest } from './build-request.js';
import { archesOfBuild, archOfSubtask } from './choose-arch.js';
import { buildData, orFailBuild, packageArches, tagBySubtask, type Source } from './registered-build.js';
import { sourceHeader, workFile } from './source-package.js';
import { archResult, sourceResult } from './task-options.js';

/** A build that is under way: its request, and what is built with. */
interface Build {
  readonly request: BuildRequest;
  readonly repo: number;
  readonly config: { id: number; name: string; arches: string | null; extra: Struct };
  /** The event that configuration is read at. */
  readonly event: number | null;
}

/** Builds a package for the arches of a tag, by subtasks, and hands the result to the hub. */
export const buildTask = defineTask({
  method: 'build',
  weight: 0.2,
  params: z.object({
    src: z.string(),
    target: z.union([z.string(), z.number().int()]).nullable(),
    opts: buildOptions.nullish(),
  }),
  async run(task) {
    const { hub, params } = task;
    const request = await readRequest(task, params.src, params.target, params.opts ?? {});
    await assertPolicies(task, request);
    const repo = request.repo ?? (await repoNow(task, request));
    const event = request.repo?.create_event ?? (await hub.call('getLastEvent', {}))?.id ?? null;
    const config = await hub.call('getBuildConfig', { tag: request.buildTag, event });
    if (!config) throw new BuildError(`Could not get config info for tag: ${request.buildTag}`);
    const build: Build = { request, repo: repo.id, config, event };

    const { path, source } = await sourcePackage(task, build);
    const header = await sourceHeader(await workFile(task, path, 'SRPM file missing'), basename(path));
    const { destination, skipTag } = request;
    const isScratch = Boolean(request.options.scratch);
    const mustTake = !skipTag && !isScratch;
    const arches = archesOfBuild(config, header, {
      extra: await packageArches(task, destination, header.string('NAME') ?? '', mustTake, event),
      override: isScratch ? (request.options.arch_override ?? null) : null,
    });
    const id = isScratch
      ? undefined
      : await hub.call('host.initBuild', { data: buildData(task, request.options, header, source) });
    await orFailBuild(task, id, async () => {
      const { srpm, rpms, brmap, logs } = await buildArches(task, build, path, header, arches);
      if (id === undefined) await hub.call('host.moveBuildToScratch', { task_id: task.id, srpm, rpms, logs });
      else await hub.call('host.completeBuild', { task_id: task.id, build_id: id, srpm, rpms, brmap, logs });
    });
    if (id !== undefined && !skipTag) await tagBySubtask(task, destination.id, id);
    return null;
  },
});

/** A repo of the build tag that holds what the request wants; if there is none yet, a subtask waits for it. */
async function repoNow(task: Task<unknown>, { buildTag, options }: BuildRequest): Promise<{ id: number }> {
  const { hub, signal, log } = task;
  const watcher = await RepoWatcher.create(hub, {
    tag: buildTag,
    nvrs: options.wait_builds ?? [],
    minEvent: options.wait_repo ? 'last' : undefined,
    signal,
    log,
  });
  const { repo, request } = await watcher.now();
  if (repo) return repo;
  const id = await task.subtask('waitrepo', request);
  return z.looseObject({ id: z.number().int() }).parse((await task.wait(id)).get(id));
}

async function sourcePackage(
  task: Task<unknown>,
  { request, repo, config }: Build,
): Promise<{ path: string; source?: Source }> {
  const { source, options, buildTag } = request;
  const fromScm = isScmUrl(source);
  if (!fromScm) {
    const ofTag = config.extra['rebuild_srpm'] ?? true;
    const wanted =
      options.scratch && typeof options.rebuild_srpm !== 'undefined' ? options.rebuild_srpm : null;
    if (!(wanted ?? ofTag)) return { path: source };
  }
  const id = await task.subtask(
    fromScm ? 'buildSRPMFromSCM' : 'rebuildSRPM',
    [source, buildTag, { repo_id: repo, scratch: options.scratch ?? null }],
    { label: 'srpm', arch: archOfSubtask('noarch', undefined, config, task.settings.literal_task_arches) },
  );
  const result = sourceResult.parse((await task.wait(id)).get(id));
  if (!result.source) task.log.warn(`task ${task.id}: subtask ${id} did not provide source data`);
  return { path: result.srpm, ...(result.source && { source: result.source }) };
}

async function buildArches(
  task: Task<unknown>,
  { request, repo, config }: Build,
  path: string,
  header: RpmHeader,
  arches: readonly string[],
) {
  const subtasks = new Map<string, number>();
  for (const arch of arches) {
    // The first one gives the source package back.
    const keep = subtasks.size === 0;
    const id = await task.subtask('buildArch', [path, request.buildTag, arch, keep, { repo_id: repo }], {
      label: arch,
      arch: archOfSubtask(arch, header, config, task.settings.literal_task_arches),
    });
    subtasks.set(arch, id);
  }
  const failAny = Boolean(request.options.fail_fast) || !task.settings.build_arch_can_fail;
  const results = await task.wait([...subtasks.values()], { all: true, failAny });
  const rpms: string[] = [];
  const sources: string[] = [];
  const brmap: Record<string, number> = {};
  const logs: Record<string, string[]> = {};
  for (const [arch, id] of subtasks) {
    const result = archResult.parse(results.get(id));
    rpms.push(...result.rpms);
    sources.push(...result.srpms.slice(0, 1));
    for (const file of [...result.rpms, ...result.srpms.slice(0, 1)]) brmap[file] = result.brootid;
    if (result.logs.length > 0) logs[arch] = result.logs;
  }
  const [srpm, ...others] = sources;
  if (srpm === undefined) throw new BuildError('could not find a built srpm');
  if (others.length > 0) throw new BuildError(`multiple builds returned a srpm.  task ${task.id}`);
  return { srpm, rpms, brmap, logs };
}
