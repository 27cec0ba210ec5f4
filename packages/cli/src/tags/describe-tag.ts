import { compareText, type BuildConfig, pythonRepr, pythonText } from '@kojikit/protocol';
import { format } from '../output/format.js';
import { pythonPretty } from '../output/python-pretty.js';
import type { HubSession } from '../session/hub-session.js';
import { inheritanceFlags } from './inheritance-flags.js';

/** What describing a tag needs to know besides the tag. */
export interface TagSurroundings {
  /** `{event}` when the past is asked for; repos are left out then. */
  at: { event?: number };
  permissionNames: ReadonlyMap<number, string>;
  /** The hub has Maven support, so the tag's Maven settings mean something. */
  maven: boolean;
}

/** The lines of `koji taginfo` for one tag. */
export async function describeTag(
  hub: HubSession,
  tag: BuildConfig,
  { at, permissionNames, maven }: TagSurroundings,
): Promise<string[]> {
  const groups = await hub.call('getTagGroups', { tag: tag.id, ...at });
  const lines = [
    `Tag: ${tag.name} [${tag.id}]`,
    `Arches: ${pythonText(tag.arches)}`,
    `Groups: ${groups
      .map(({ name }) => name)
      .sort(compareText)
      .join(', ')}`,
  ];
  if (tag.locked) lines.push('LOCKED');
  if (tag.perm_id !== null) {
    lines.push(`Required permission: ${pythonRepr(permissionNames.get(tag.perm_id) ?? tag.perm_id)}`);
  }
  if (maven) {
    lines.push(`Maven support?: ${yesNo(tag.maven_support)}`);
    lines.push(`Include all Maven archives?: ${yesNo(tag.maven_include_all)}`);
  }
  lines.push(...extraLines(tag), ...(await targetLines(hub, tag, at)));
  lines.push(...(await externalRepoLines(hub, tag, at)), 'Inheritance:');
  for (const parent of await hub.call('getInheritanceData', { tag: tag.id, ...at })) {
    lines.push(
      format('  %-4d %s %s [%s]', parent.priority, inheritanceFlags(parent), parent.name, parent.parent_id),
    );
    if (parent.maxdepth !== null) lines.push(`    maxdepth: ${parent.maxdepth}`);
    if (parent.pkg_filter) lines.push(`    package filter: ${parent.pkg_filter}`);
  }
  return lines;
}

function extraLines(tag: BuildConfig): string[] {
  if (!tag.extra) return [];
  const from = tag.config_inheritance?.extra ?? {};
  const options = Object.entries(tag.extra).sort(([a], [b]) => compareText(a, b));
  return [
    'Tag options:',
    ...options.map(([key, value]) => {
      const line = `  ${key} : ${pythonPretty(value)}`;
      return Object.hasOwn(from, key) ? format('%-30s [%s]', line, from[key]?.name) : line;
    }),
  ];
}

async function targetLines(hub: HubSession, tag: BuildConfig, at: TagSurroundings['at']): Promise<string[]> {
  const into = await hub.call('getBuildTargets', { destTagID: tag.id, ...at });
  const from = await hub.call('getBuildTargets', { buildTagID: tag.id, ...at });
  const repos = new Map<number, string>();
  if (at.event === undefined) {
    for (const id of new Set([...into, ...from].map((target) => target.build_tag).concat(tag.id))) {
      const repo = await hub.call('getRepo', { tag: id });
      repos.set(id, repo ? `repo#${repo.id}: ${repo.creation_time}` : 'no active repo');
    }
  }
  const lines: string[] = [];
  const current = repos.get(tag.id);
  if (into.length > 0) {
    lines.push('Targets that build into this tag:');
    for (const target of into) {
      const repo = repos.get(target.build_tag);
      lines.push(`  ${target.name} (${target.build_tag_name}${repo === undefined ? '' : `, ${repo}`})`);
    }
  }
  if (from.length > 0) lines.push('This tag is a buildroot for one or more targets');
  if (current !== undefined) lines.push(`Current repo: ${current}`);
  if (from.length > 0) {
    lines.push('Targets that build from this tag:', ...from.map((target) => `  ${target.name}`));
  }
  return lines;
}

async function externalRepoLines(
  hub: HubSession,
  tag: BuildConfig,
  at: TagSurroundings['at'],
): Promise<string[]> {
  const repos = await hub.call('getTagExternalRepos', { tag_info: tag.id, ...at });
  if (repos.length === 0) return [];
  return [
    'External repos:',
    ...repos.map((repo) => {
      // Hubs before 1.18 do not tell arches.
      const arches = repo.arches === undefined ? '-' : repo.arches || 'inherited from tag';
      const { priority, external_repo_name: name, url, merge_mode: mode } = repo;
      return format('  %3i %s (%s, merge mode: %s), arches: %s', priority, name, url, mode, arches);
    }),
  ];
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
