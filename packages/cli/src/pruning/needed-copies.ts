import { GenericError, globPattern, matchesGlob, pythonRepr, pythonText } from '@kojikit/protocol';
import { formatTimeC } from '../output/times.js';
import type { HubSession } from '../session/hub-session.js';
import { standingInTag } from './standing-in-tag.js';

/** Which signed copies are needed. */
export interface KeepRules {
  /** Seconds since 1970: what was the latest after it is needed. */
  readonly cutoff: number;
  /** Tags, as patterns, that do not matter. */
  readonly ignoredTags: readonly string[];
  /** Tags, as patterns, whose builds are needed even if they are not the latest. */
  readonly protectedTags: readonly string[];
  /** The tag of builds that are to be removed; it does not matter either. */
  readonly trashcan: string;
  /** Tells why. */
  debug(line: string): void;
}

/** A build that is looked at. */
export interface PrunedBuild {
  readonly id: number;
  readonly nvr: string;
  readonly package: string;
}

/**
 * Whether the signed copies of a build are needed: some tag has it as the latest of its package, or had until lately, or
 * is protected.
 */
export async function needsCopies(hub: HubSession, build: PrunedBuild, rules: KeepRules): Promise<boolean> {
  const { debug, trashcan } = rules;
  const ignored = rules.ignoredTags.map(globPattern);
  const { tag_listing: listing = [] } = await hub.call('queryHistory', { build: build.id });
  const tags = [...new Set(listing.map((row) => pythonText(row['tag.name'])))];
  debug(`Tags: ${pythonRepr(tags)}`);
  for (const tag of tags) {
    if (tag === trashcan || matchesGlob(tag, ignored)) {
      debug(
        tag === trashcan
          ? `Ignoring trashcan tag for build ${build.nvr}`
          : `Ignoring tag ${tag} for build ${build.nvr}`,
      );
    } else if (await isNeededIn(hub, build, tag, rules)) return true;
  }
  return false;
}

async function isNeededIn(
  hub: HubSession,
  { id, nvr, package: name }: PrunedBuild,
  tag: string,
  { cutoff, protectedTags, debug }: KeepRules,
): Promise<boolean> {
  const { tag_listing: history = [] } = await hub.call('queryHistory', { tag, package: name });
  const standing = standingInTag(history, id);
  if (!standing) throw new GenericError(`No creation event found for ${nvr} in ${tag}`);
  const { latestUntil, taggedUntil } = standing;
  if (latestUntil === undefined) {
    debug(`${nvr} is latest in tag ${tag}`);
    return true;
  }
  if (matchesGlob(tag, protectedTags.map(globPattern)) && (taggedUntil ?? Infinity) > cutoff) {
    debug(`Build ${nvr} is in protected tag ${tag}, or was after the cutoff`);
    return true;
  }
  debug(`tag ${tag}: ${nvr} not latest (since ${formatTimeC(latestUntil)})`);
  if (latestUntil <= cutoff) return false;
  debug(`${nvr} was latest past the cutoff`);
  return true;
}
