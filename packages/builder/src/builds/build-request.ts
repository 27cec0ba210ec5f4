import { BuildError, GenericError, REPO_STATES, stateName, type Struct } from '@kojikit/protocol';
import type { RepoInfo } from '../repos/repo-info.js';
import { isScmUrl } from '../scm/scm-url.js';
import type { Task } from '../tasks/task.js';
import type { BuildOptions } from './build-options.js';

/** A request to build, with its names looked up. */
export interface BuildRequest {
  readonly source: string;
  readonly options: BuildOptions;
  /** Id of the tag that is built with. */
  readonly buildTag: number;
  /** Id of the tag that the build goes to. */
  readonly destination: { readonly id: number; readonly name: string };
  readonly target: string | undefined;
  readonly skipTag: boolean;
  /** The repo that was asked for by id. */
  readonly repo: RepoInfo | undefined;
}

/** Looks up what a build names. Throws BuildError or GenericError for what does not fit together. */
export async function readRequest(
  { hub }: Task<unknown>,
  source: string,
  target: string | number | null,
  options: BuildOptions,
): Promise<BuildRequest> {
  if (options.arch_override && !options.scratch)
    throw new BuildError('arch_override is only allowed for scratch builds');
  checkMetadata(options.custom_user_metadata);
  const repo =
    typeof options.repo_id === 'number'
      ? await hub.call('repoInfo', { repo_id: options.repo_id })
      : undefined;
  if (repo === null) throw new BuildError(`No such repo: ${options.repo_id}`);
  if (repo && repo.state !== REPO_STATES.READY && repo.state !== REPO_STATES.EXPIRED)
    throw new BuildError(`Bad repo: ${repo.id} (${stateName(REPO_STATES, repo.state)})`);
  const event = repo?.create_event ?? null;
  const request = { source, options, repo, skipTag: Boolean(options.skip_tag) };
  const found =
    target === null || target === '' ? null : await hub.call('getBuildTarget', { info: target, event });
  if (found) {
    if (repo && repo.tag_id !== found.build_tag)
      throw new BuildError(`Repo/Target mismatch: ${repo.tag_name}/${found.build_tag_name}`);
    const destination = { id: found.dest_tag, name: found.dest_tag_name };
    return { ...request, buildTag: found.build_tag, destination, target: found.name };
  }
  if (!repo) throw new GenericError(`unknown build target: ${target ?? 'None'}`);
  const buildTag = repo.tag_id;
  // The repo says what is built with, so that a target may be left out or be a tag.
  if (target === null) {
    const destination = { id: buildTag, name: repo.tag_name };
    return { ...request, buildTag, destination, target: undefined, skipTag: true };
  }
  const tag = await hub.call('getTag', { tagInfo: target, event });
  if (!tag) throw new GenericError(`neither tag nor target: ${target}`);
  return { ...request, buildTag, destination: tag, target: undefined };
}

/** Asks the hub's policies whether this may be built. Throws ActionNotAllowed if not. */
export async function assertPolicies({ hub, id }: Task<unknown>, request: BuildRequest): Promise<void> {
  const { source, options, buildTag, destination, target, skipTag } = request;
  const info = await hub.call('getTaskInfo', { task_id: id, strict: true });
  const fromScm = isScmUrl(source);
  const data: Struct = {
    user_id: info.owner,
    source,
    task_id: id,
    build_tag: buildTag,
    skip_tag: skipTag,
    scratch: options.scratch ?? null,
    draft: options.draft ?? null,
    from_scm: fromScm,
    repo_id: options.repo_id ?? null,
    ...(target !== undefined && { target }),
    ...(!skipTag && { tag: destination.id }),
  };
  if (!fromScm && !options.scratch) await hub.call('host.assertPolicy', { name: 'build_from_srpm', data });
  if (typeof options.repo_id === 'number')
    await hub.call('host.assertPolicy', { name: 'build_from_repo_id', data });
  await hub.call('host.assertPolicy', { name: 'build_rpm', data });
}

function checkMetadata(metadata: unknown): void {
  if (metadata === undefined || metadata === null) return;
  if (typeof metadata !== 'object' || Array.isArray(metadata))
    throw new BuildError('custom_user_metadata must be serializable to a JSON object');
}
