import { basename, extname, join } from 'node:path';
import { BuildError, GenericError, PathInfo, type Build } from '@kojikit/protocol';
import {
  archiveFolder,
  findArchiveType,
  importArchive,
  innerPath,
  readPom,
  writeMavenSums,
  type ArchiveDetails,
} from '../archives/index.js';
import { mavenBuild } from '../build-types/index.js';
import { getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { importBuildLog, importWrapperFiles, uploadedPath } from '../imports/index.js';
import { placeFile } from '../stored-files/index.js';
import { assertBuildroot, completeTypedBuild } from './complete-typed-build.js';
import type { MavenResults, TaskWrapper } from './readers/build-results.js';

type MavenDetails = ArchiveDetails & { readonly type: 'maven' };

/**
 * Completes a Maven build of a task with the artifacts, logs and wrapping RPMs that the tasks below it have made.
 * Artifacts are those of the POM in their folder, or of the build itself. Checks no permission.
 * Throws BuildError for files of unknown kinds and folders with several POMs, GenericError for builds of other types and
 * as {@link completeTypedBuild}.
 */
export async function completeMavenBuild(
  ctx: Context,
  { taskId, buildId }: { readonly taskId: number; readonly buildId: number },
  readResults: () => MavenResults,
  readWrapper: () => TaskWrapper | null,
): Promise<void> {
  await getBuild(ctx, buildId);
  const artifact = await mavenBuild(ctx, buildId);
  if (artifact === undefined) throw new GenericError(`no such maven build: ${buildId}`);
  await completeTypedBuild(ctx, { taskId, buildId, type: 'maven' }, async (build) => {
    const results = readResults();
    const { buildrootId, folders, logs } = results;
    await assertBuildroot(ctx, buildrootId);
    const upload = { below: new PathInfo().taskRelative(results.taskId), task: taskId };
    const pathOf = (name: string) => uploadedPath(ctx, name, upload);
    for (const [folder, names] of folders) {
      const pom = onlyPom(folder, names);
      const { group_id, artifact_id, version } =
        pom === undefined ? artifact : await readPom(await pathOf(join(folder, pom)));
      const details: MavenDetails = { type: 'maven', group_id, artifact_id, version };
      for (const name of names) {
        // The hub makes the sums itself.
        if (['.md5', '.sha1'].includes(extname(name))) continue;
        const path = await pathOf(join(folder, name));
        if (name === 'maven-metadata.xml') await placeMetadata(ctx, build, folder, path);
        else await importArtifact(ctx, build, path, details, buildrootId);
      }
    }
    for (const log of logs) await importBuildLog(ctx, await pathOf(log), build, 'maven');
    const wrapper = readWrapper();
    if (wrapper === null) return;
    await importWrapperFiles(ctx, { task: taskId, madeBy: wrapper.taskId }, build, wrapper.results);
  });
}

function onlyPom(folder: string, names: readonly string[]): string | undefined {
  const poms = names.filter((name) => name.endsWith('.pom'));
  if (poms.length > 1) throw new BuildError(`multiple .pom files in ${folder}: ${poms.join(', ')}`);
  return poms[0];
}

async function importArtifact(
  ctx: Context,
  build: Build,
  path: string,
  details: MavenDetails,
  buildrootId: number | null,
): Promise<void> {
  const filename = basename(path);
  const kind = { name: () => undefined, filename: () => filename };
  if ((await findArchiveType(ctx, kind, { strict: false })) === undefined) {
    throw new BuildError(`unsupported file type: ${filename}`);
  }
  const destination = { build, type: 'maven', details: () => details, buildrootId };
  await importArchive(ctx, { filename, path }, destination);
}

/* It makes a folder a repository of Maven. It has no row, since that of a tag's repo is made anew: what is there already was
   left by a try that was killed. */
async function placeMetadata(ctx: Context, build: Build, folder: string, path: string): Promise<void> {
  const top = archiveFolder(ctx, build, 'maven', { type: 'other', subdir: '' });
  const destination = join(top, folder === '' ? '.' : innerPath(folder), basename(path));
  await placeFile(ctx, path, destination, { existing: 'replace', failure: 'Error importing archive file,' });
  await writeMavenSums(ctx, destination);
}
