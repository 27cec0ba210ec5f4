import { BuildError, type Extra, type InitialBuildInfo } from '@kojikit/protocol';
import type { RpmHeader } from '@kojikit/rpm';
import type { Task } from '../tasks/task.js';
import type { BuildOptions } from './build-options.js';

/** Where a source package came from, as it is recorded of a build. */
export interface Source {
  readonly source: string;
  readonly url: string;
}

/** What the hub is told when a build of a source package is registered. Throws BuildError for a header without a name or version. */
export function buildData(
  task: Pick<Task<unknown>, 'id'>,
  options: Pick<BuildOptions, 'custom_user_metadata' | 'draft'>,
  header: RpmHeader,
  source: Source | undefined,
): InitialBuildInfo {
  const metadata = options.custom_user_metadata;
  const hasMetadata = typeof metadata === 'object' && metadata !== null && Object.keys(metadata).length > 0;
  const extra: Extra = {
    ...(source && { source: { original_url: source.url } }),
    ...(hasMetadata && { custom_user_metadata: metadata }),
  };
  return {
    name: required(header, 'NAME'),
    version: required(header, 'VERSION'),
    release: required(header, 'RELEASE'),
    epoch: header.number('EPOCH') ?? null,
    task_id: task.id,
    ...(source && { source: source.source }),
    ...((source || hasMetadata) && { extra }),
    ...(options.draft && { draft: true }),
  };
}

function required(header: RpmHeader, tag: 'NAME' | 'VERSION' | 'RELEASE'): string {
  const value = header.string(tag);
  if (value === undefined) throw new BuildError(`the header of the source package has no ${tag}`);
  return value;
}

/**
 * The arches that a package has in addition to its tag's.
 * @param mustTake Whether the tag has to take the package. Throws BuildError if it does not then.
 */
export async function packageArches(
  { hub }: Task<unknown>,
  tag: { readonly id: number; readonly name: string },
  name: string,
  mustTake: boolean,
  event: number | null = null,
): Promise<string | null> {
  const config = await hub.call('getPackageConfig', { tag: tag.id, pkg: name, event });
  if (mustTake) {
    if (!config) throw new BuildError(`package ${name} not in list for tag ${tag.name}`);
    if (config.blocked) throw new BuildError(`package ${name} is blocked for tag ${tag.name}`);
  }
  return config?.extra_arches ?? null;
}

/**
 * Does what makes a build whole, and tells the hub that the build has failed if that throws.
 * @param build Id of the build; undefined: none was registered.
 */
export async function orFailBuild<Result>(
  { hub, id, signal }: Task<unknown>,
  build: number | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    // A stopped task has no more say: what becomes of its build is up to who stopped it.
    if (build !== undefined && !signal.aborted)
      await hub.call('host.failBuild', { task_id: id, build_id: build });
    throw error;
  }
}

/** Tags a build by a subtask. Throws what that fails with. */
export async function tagBySubtask(task: Task<unknown>, tag: number, build: number): Promise<void> {
  const tagging = await task.subtask('tagBuild', [tag, build, false, null, true], {
    label: 'tag',
    arch: 'noarch',
  });
  await task.wait(tagging);
}
