import type { ArchiveTypeInfo } from '@kojikit/protocol';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';
import { readPom, type MavenInfo } from './read-pom.js';

/** What kind of archives are imported, and what the hub is told of them. */
export type ArchiveKind =
  | { readonly type: 'maven'; readonly info: MavenInfo }
  | { readonly type: 'win'; readonly info: { relpath: string; platforms: string[]; flags: string[] } }
  | { readonly type: 'image'; readonly info: { arch: string } };

/**
 * Reads `--type` and `--type-info`: the path of a POM, `relpath:platforms[:flags]`, or an architecture. Throws UsageError,
 * also for people who may not import archives of this type.
 */
export async function archiveKind(
  hub: HubSession,
  type: string | undefined,
  about: string | undefined,
): Promise<ArchiveKind> {
  if (!type) throw new UsageError('You must specify an archive type');
  if (type !== 'maven' && type !== 'win' && type !== 'image') {
    throw new UsageError(`Unsupported archive type: ${type}`);
  }
  await requireImport(hub, type);
  if (!about) {
    throw new UsageError(
      type === 'maven'
        ? '--type-info must point to a .pom file when importing Maven archives'
        : '--type-info must be specified',
    );
  }
  if (type === 'maven') return { type, info: await readPom(about) };
  if (type === 'image') return { type, info: { arch: about } };
  return { type, info: winInfo(about) };
}

async function requireImport(hub: HubSession, type: string): Promise<void> {
  const perm = `${type}-import`;
  if ((await hub.call('hasPerm', { perm })) || (await hub.call('hasPerm', { perm: 'admin' }))) return;
  throw new UsageError(`This action requires the ${perm} privilege`);
}

function winInfo(about: string): { relpath: string; platforms: string[]; flags: string[] } {
  const [, relpath, platforms, flags = ''] = /^([^:]*):([^:]*)(?::(.*))?$/s.exec(about) ?? [];
  if (relpath === undefined || platforms === undefined) {
    throw new UsageError('--type-info must be in relpath:platforms[:flags] format');
  }
  return { relpath, platforms: words(platforms), flags: words(flags) };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** What the hub is told of an archive: a struct of its own for each call. */
export function typeInfoOf({ info }: ArchiveKind): ArchiveTypeInfo {
  return { ...info };
}
