import { parseInteger } from '@kojikit/command-line';
import { type Buildroot, pythonRepr } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError, UsageError } from '../errors.js';

/** What a buildroot is made for. */
export interface MockSource {
  tag: string;
  repo: number | 'latest';
  arch: string;
  /** Name of the buildroot, where the source suggests one. */
  name?: string;
}

/** By what it is chosen; the first that is given counts. */
export interface MockSourceOptions {
  buildroot?: string;
  task?: string;
  tag?: string;
  target?: string;
  arch?: string;
  /** The newest repo, whichever that will be. */
  latest: boolean;
}

type SourceContext = Pick<CommandContext, 'hub' | 'print'>;

/** Finds tag, repo and architecture of a buildroot. Throws UsageError, CommandError. */
export async function mockSource(context: SourceContext, options: MockSourceOptions): Promise<MockSource> {
  if (options.buildroot) return fromBuildroot(context, options.buildroot, options.latest);
  if (options.task) return fromTask(context, options.task, options.latest);
  if (!options.tag && !options.target) {
    throw new UsageError('Please specify one of: --tag, --target, --task, --buildroot');
  }
  const { arch } = options;
  if (!arch) throw new CommandError('Please specify an arch');
  const tag = options.tag
    ? await fromTag(context, options.tag)
    : await fromTarget(context, options.target ?? '');
  if (options.latest) return { tag: tag.name, repo: 'latest', arch };
  const repo = await context.hub.call('getRepo', { tag: tag.id });
  if (!repo) throw new CommandError(`Could not get a repo for tag: ${tag.name}`);
  return { tag: tag.name, repo: repo.id, arch };
}

async function fromBuildroot({ hub }: SourceContext, word: string, latest: boolean): Promise<MockSource> {
  const id = parseInteger(word);
  if (id === undefined) throw new UsageError('Buildroot id must be an integer');
  const found = await hub.call('getBuildroot', { buildrootID: id });
  if (!found) throw new CommandError(`No such buildroot: ${id}`);
  return ofBuildroot(found, latest);
}

async function fromTask({ hub, print }: SourceContext, word: string, latest: boolean): Promise<MockSource> {
  const id = parseInteger(word);
  if (id === undefined) throw new UsageError('Task id must be an integer');
  const found = await hub.call('listBuildroots', { taskID: id });
  const last = found.at(-1);
  if (!last) throw new CommandError(`No buildroots for task ${word} (or no such task)`);
  if (found.length > 1) print(`Multiple buildroots found: ${pythonRepr(found.map((root) => root.id))}`);
  return { ...ofBuildroot(last, latest), name: `${last.tag_name}-task_${id}` };
}

function ofBuildroot({ id, tag_name: tag, repo_id: repo, arch }: Buildroot, latest: boolean): MockSource {
  if (tag === null || repo === null || arch === null) {
    throw new CommandError(`Buildroot ${id} was not made for a tag by a builder`);
  }
  return { tag, repo: latest ? 'latest' : repo, arch };
}

async function fromTag({ hub }: SourceContext, name: string): Promise<{ id: number; name: string }> {
  const tag = await hub.call('getTag', { tagInfo: name });
  if (!tag) throw new UsageError(`No such tag: ${name}`);
  const config = await hub.call('getBuildConfig', { tag: tag.id });
  if (!config) throw new CommandError(`Could not get config info for tag: ${tag.name}`);
  return { id: config.id, name: tag.name };
}

async function fromTarget({ hub }: SourceContext, name: string): Promise<{ id: number; name: string }> {
  const target = await hub.call('getBuildTarget', { info: name });
  if (!target) throw new UsageError(`No such build target: ${name}`);
  return { id: target.build_tag, name: target.build_tag_name };
}
