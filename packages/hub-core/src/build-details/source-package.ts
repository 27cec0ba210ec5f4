import { join } from 'node:path';
import { PathInfo, type SourcePackage } from '@kojikit/protocol';
import { getHeaderField, readHeader, type RpmHeader } from '@kojikit/rpm';
import type { BuildPlace } from '../builds/index.js';
import { buildFolder } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { changelogOf, isFile, printableText, type NameOfRpm } from '../rpms/index.js';

/**
 * What the source RPM of a build says of it, with the newest entries of its changelog; undefined when its file is not
 * there or cannot be read.
 */
export async function readSourcePackage(
  ctx: Context,
  build: BuildPlace,
  rpm: NameOfRpm,
  entries: number,
): Promise<SourcePackage | undefined> {
  const path = join(buildFolder(ctx, build), new PathInfo().rpm(rpm));
  if (!(await isFile(path))) return undefined;
  try {
    return factsOf((await readHeader(path)).header, entries);
  } catch (error) {
    ctx.log.warn({ err: error, path }, 'a source RPM cannot be read');
    return undefined;
  }
}

function factsOf(header: RpmHeader, entries: number): SourcePackage {
  const text = (name: string) => printableText(getHeaderField(header, name)) || null;
  const changelog = changelogOf(header);
  return {
    summary: text('summary'),
    description: text('description'),
    license: text('license'),
    url: text('url'),
    vcs: text('vcs'),
    disturl: text('disturl'),
    vendor: text('vendor'),
    packager: text('packager'),
    changelog: changelog.slice(0, entries),
    changelog_count: changelog.length,
  };
}
