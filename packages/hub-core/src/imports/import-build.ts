import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, stateName, type Build } from '@kojikit/protocol';
import { formatDraftRelease } from '@kojikit/rpm';
import { announceBuildChange, getBuild } from '../builds/index.js';
import { getBuildroot } from '../buildroots/index.js';
import type { Context } from '../ground/context.js';
import { policyDataOfTask } from '../tasks/index.js';
import { checkVolumePolicy, placeVolumeLink } from '../volumes/index.js';
import { faultText } from '../rpc/fault-text.js';
import { importBuildLog } from './import-build-log.js';
import { importRpm } from './import-rpm.js';
import { withoutDuplicates } from './noarch-rpms.js';
import { readPackage, type PackageFacts } from './read-package.js';
import type { BuildrootMap } from './readers/buildroot-map.js';
import { NO_LOGS, type LogFiles } from './readers/log-files.js';
import { removeLeftovers } from './remove-leftovers.js';
import { uploadedPath } from './uploaded-path.js';

/** What a task has made of a build. All paths are below `work`. */
export interface BuildContents {
  readonly srpm: string;
  readonly rpms: readonly string[];
  readonly buildroots: BuildrootMap;
  readonly logs: LogFiles;
}

/**
 * Completes a build in progress with what its task has made, on the volume that the policy `volume` has for it, and
 * returns it as it is then. Checks no permission: who calls has to see that `taskId` is the caller's.
 * Throws GenericError when a file is missing or the source RPM is not of this build of this task.
 */
export async function importBuild(
  ctx: Context,
  taskId: number,
  buildId: number,
  contents: BuildContents,
): Promise<Build> {
  const { srpm, rpms, buildroots, logs } = contents;
  const news = {
    type: 'build' as const,
    srpm,
    rpms: [...rpms],
    brmap: Object.fromEntries(buildroots),
    task_id: taskId,
    build_id: buildId,
    logs: logs === NO_LOGS ? null : plainLogs(logs),
  };
  await ctx.emit('preImport', { ...news, build: null });
  const paths = new Map<string, string>();
  for (const file of [srpm, ...rpms, ...[...logs.values()].flat()]) {
    paths.set(file, await uploadedPath(ctx, file, { task: taskId }));
  }
  const different = await withoutDuplicates(rpms, logs, (file) => paths.get(file)!);
  for (const id of new Set(buildroots.values())) await getBuildroot(ctx, id);

  const source = paths.get(srpm)!;
  const { facts } = await readPackage(source);
  if (facts.sourcepackage !== 1) throw new GenericError(`not a source package: ${source}`);
  const volume = await checkVolumePolicy(
    ctx,
    {
      package: facts.name,
      version: facts.version,
      release: facts.release,
      buildroots: [...buildroots.values()],
      import: true,
      import_type: 'rpm',
      ...(await policyDataOfTask(ctx, taskId)),
    },
    { strict: false, default: 'DEFAULT' },
  );
  const build = await complete(ctx, facts, { taskId, buildId, volumeId: volume?.id ?? 0 });

  await removeLeftovers(ctx, build);
  for (const file of [srpm, ...different]) {
    await importRpm(ctx, paths.get(file)!, { build, buildrootId: buildroots.get(file) ?? null });
  }
  for (const [folder, files] of logs) {
    for (const file of files) await importBuildLog(ctx, paths.get(file)!, build, folder);
  }
  await placeVolumeLink(ctx, build);
  await ctx.emit('postImport', { ...news, build: { ...build } });
  return build;
}

function plainLogs(logs: LogFiles): Record<string, string[]> {
  return Object.fromEntries([...logs].map(([folder, files]) => [folder, [...files]]));
}

interface Completion {
  readonly taskId: number;
  readonly buildId: number;
  readonly volumeId: number;
}

async function complete(ctx: Context, facts: PackageFacts, completion: Completion): Promise<Build> {
  const { taskId, buildId, volumeId } = completion;
  // Nobody else completes, cancels or fills it until the transaction ends.
  await ctx.db.lockRows(sql`SELECT id FROM build WHERE id = ${buildId}`);
  const build = await getBuild(ctx, buildId);
  const { COMPLETE, BUILDING } = BUILD_STATES;
  const change = { attribute: 'state', old: build.state, new: COMPLETE };
  return announceBuildChange(ctx, change, build, async () => {
    const expected = {
      name: facts.name,
      version: facts.version,
      release: build.draft ? formatDraftRelease(facts.release, build.id) : facts.release,
      epoch: facts.epoch,
      task_id: taskId,
    };
    for (const key of ['name', 'version', 'release', 'epoch', 'task_id'] as const) {
      if (build[key] === expected[key]) continue;
      const values = faultText`build: ${build[key]}, rpm: ${expected[key]}`;
      throw new GenericError(`Unable to complete build: ${key} mismatch (${values})`);
    }
    if (build.state !== BUILDING) {
      throw new GenericError(`Unable to complete build: state is ${stateName(BUILD_STATES, build.state)}`);
    }
    const values = { state: COMPLETE, completion_time: ctx.db.dialect.now(), volume_id: volumeId };
    await ctx.db.update('build', values, sql`id = ${buildId}`);
    return getBuild(ctx, buildId);
  });
}
