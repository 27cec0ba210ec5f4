import { join } from 'node:path';
import { PathInfo, TASK_STATES, type SourcePackage, type Task } from '@kojikit/protocol';
import { getHeaderField, readHeader, type RpmHeader } from '@kojikit/rpm';
import type { BuildPlace } from '../builds/index.js';
import { buildFolder } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { changelogOf, isFile, printableText, type NameOfRpm } from '../rpms/index.js';
import { openTaskOutput } from '../uploads/index.js';

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
  return (await isFile(path)) ? readFacts(ctx, path, entries) : undefined;
}

/* The tasks that end with the source RPM that the others of their build are made of. */
const SOURCE_TASKS: readonly string[] = ['buildSRPMFromSCM', 'rebuildSRPM'];

/**
 * {@link readSourcePackage} for a build under way, whose source RPM is still among the files of the task that made it.
 * Undefined before that task has ended.
 * @param tasks those below the task of the build, by id.
 */
export async function readUploadedSource(
  ctx: Context,
  tasks: readonly Pick<Task, 'id' | 'method' | 'state'>[],
  entries: number,
): Promise<SourcePackage | undefined> {
  const made = tasks.findLast(
    ({ method, state }) => SOURCE_TASKS.includes(method) && state === TASK_STATES.CLOSED,
  );
  if (made === undefined) return undefined;
  const files = await ctx.call('listTaskOutput', { taskID: made.id, all_volumes: true });
  const found = Object.entries(files).find(([name]) => name.endsWith('.src.rpm'));
  if (found === undefined) return undefined;
  const [name, [volume]] = found;
  // It may go away meanwhile, and a link out of the folder is none of the task's files.
  const opened = await openTaskOutput(ctx, made.id, name, volume ?? null).catch(() => undefined);
  await opened?.file.close();
  return opened && readFacts(ctx, opened.path, entries);
}

async function readFacts(ctx: Context, path: string, entries: number): Promise<SourcePackage | undefined> {
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
