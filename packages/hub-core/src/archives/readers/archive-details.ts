import { BuildError, type MavenArtifact, type WinArchive } from '@kojikit/protocol';
import { storedText, struct, type Members } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isTrue } from '../../rpc/convert.js';
import { pythonStr } from '../../rpc/python-names.js';

/** What is known of an archive by its build type, and where below the folder of the type it lies. */
export type ArchiveDetails =
  | ({ readonly type: 'maven' } & MavenArtifact)
  | ({ readonly type: 'win' } & Omit<WinArchive, 'archive_id'>)
  | { readonly type: 'image'; readonly arch: string }
  | { readonly type: 'other'; readonly subdir: string };

/**
 * What a caller says of an archive of a build type. Throws BuildError `no value for platforms`, and CallerMistake for
 * members that are missing or no text.
 */
export function archiveDetails(type: string, given: unknown): ArchiveDetails {
  if (type === 'maven') return { type, ...mavenDetails(struct(given)) };
  if (type === 'win') {
    const info = struct(given);
    const platforms = words(info, 'platforms');
    if (platforms === '') throw new BuildError('no value for platforms');
    const relpath = member(info, 'relpath', 'win_archives').replace(/^\/+|\/+$/g, '');
    return { type, relpath, platforms, flags: words(info, 'flags') || null };
  }
  if (type === 'image') return { type, arch: member(struct(given), 'arch', 'image_archives') };
  return { type: 'other', subdir: '' };
}

function mavenDetails(info: Members): MavenArtifact {
  return {
    group_id: member(info, 'group_id', 'maven_archives'),
    artifact_id: member(info, 'artifact_id', 'maven_archives'),
    version: member(info, 'version', 'maven_archives'),
  };
}

function member(info: Members, name: string, table: string): string {
  const text = Object.hasOwn(info, name) ? storedText(table, name)(info[name]) : null;
  if (text === null) throw new CallerMistake(`the type info has no ${name}`);
  return text;
}

function words(info: Members, name: string): string {
  if (!Object.hasOwn(info, name)) throw new CallerMistake(`the type info has no ${name}`);
  const list = info[name];
  if (!isTrue(list)) return '';
  if (!Array.isArray(list)) throw new CallerMistake(`${name} must be a list of words`);
  return list.map(pythonStr).join(' ');
}
