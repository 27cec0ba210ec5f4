import type { Tag } from '@kojikit/protocol';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';
import { knownTag } from '../tags/known-tag.js';

/**
 * The tag that an argument means: its name or id, or with `--target` a build target that builds in it. Throws
 * UsageError when there is none.
 */
export async function findRepoTag(hub: HubSession, name: string, isTarget: boolean): Promise<Tag> {
  if (!isTarget) return knownTag(hub, name);
  const target = await hub.call('getBuildTarget', { info: name });
  if (!target) throw new UsageError(`No such build target: ${name}`);
  return hub.call('getTag', { tagInfo: target.build_tag, strict: true });
}

/** The one argument of commands that make repos. Throws UsageError. */
export function oneTagArgument(args: readonly string[], isTarget: boolean): string {
  const [name] = args;
  if (name === undefined) throw new UsageError('A tag name must be specified');
  if (args.length > 1) {
    throw new UsageError(`Only a single ${isTarget ? 'target' : 'tag name'} may be specified`);
  }
  return name;
}
