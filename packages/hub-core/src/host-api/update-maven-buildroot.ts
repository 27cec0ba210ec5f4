import { extname } from 'node:path';
import sql from 'sql-template-tag';
import { BuildrootError, isStruct, type WireValue } from '@kojikit/protocol';
import { ownBuildroot, updateBuildrootArchives } from '../buildroots/index.js';
import { getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { buildRef } from '../readers/index.js';
import { getRepo } from '../repos/index.js';
import { readMavenArchives } from '../tagging/index.js';
import { listTaskOutput } from '../uploads/index.js';
import type { Artifact, MavenFile, MavenFiles } from './readers/maven-file-list.js';

/** What a builder has found in a buildroot for Maven, and what it knows of that. */
export interface MavenBuildrootList {
  readonly used: () => readonly MavenFiles[];
  /** What need not be an archive of the hub. */
  readonly ignored: () => readonly MavenFiles[];
  /** Builds and ids of tasks whose artifacts count as if they were in the tag. */
  readonly extra: readonly WireValue[];
  /** What is built needs them, rather than the tools that build it. */
  readonly project: boolean;
  /** Pass over files that nothing is known of. */
  readonly ignoreUnknown: boolean;
}

/**
 * Notes which archives of Maven were used in a buildroot of the calling builder: those of the buildroot's tag as its repo
 * has it, and of further builds. Throws BuildrootError `No such file in build environment: <path>, size: <size>` for a file
 * that is none of them and not to be ignored, and as {@link ownBuildroot}.
 */
export async function updateMavenBuildroot(
  ctx: Context,
  id: number,
  task: number,
  list: MavenBuildrootList,
): Promise<void> {
  const buildroot = await ownBuildroot(ctx, id, task);
  const repo = await getRepo(ctx, buildroot.repo_id);
  const builds = new Map<string, number>();
  for (const archive of await readMavenArchives(ctx, repo.tag_id, { event: repo.create_event })) {
    const key = keyOf(archive);
    if (!builds.has(key)) builds.set(key, archive.build_id);
  }
  const ignored = [...list.ignored()];
  for (const dependency of list.extra) {
    if (typeof dependency === 'number') ignored.push(...(await outputOf(ctx, dependency)));
    else await addBuild(ctx, builds, dependency);
  }
  const used = list.used();
  const known = await filesOf(ctx, used.map(({ artifact }) => builds.get(keyOf(artifact))).filter(isId));
  const passed = filesByName(ignored);
  const archives: number[] = [];
  for (const { artifact, files } of used) {
    const build = builds.get(keyOf(artifact));
    for (const file of files) {
      const found = known.get(`${build} ${keyOf(artifact)} ${file.filename}`);
      if (found?.size === file.size) archives.push(found.id);
      else if (passed.get(`${keyOf(artifact)} ${file.filename}`) !== file.size && !list.ignoreUnknown) {
        const path = `${file.path}/${file.filename}`;
        throw new BuildrootError(`No such file in build environment: ${path}, size: ${file.size}`);
      }
    }
  }
  await updateBuildrootArchives(ctx, buildroot, archives, { project: list.project });
}

function keyOf({ group_id, artifact_id, version }: Artifact): string {
  return JSON.stringify([group_id, artifact_id, version]);
}

const isId = (id: number | undefined): id is number => id !== undefined;

interface StoredFile extends Artifact {
  readonly id: number;
  readonly build_id: number;
  readonly filename: string;
  readonly size: number;
}

function readFiles(ctx: Context, builds: readonly number[]): Promise<StoredFile[]> {
  return ctx.db.all<StoredFile>(sql`
    SELECT archiveinfo.id, build_id, filename, size, group_id, artifact_id, version
    FROM archiveinfo JOIN maven_archives ON archiveinfo.id = maven_archives.archive_id
    WHERE ${ctx.db.dialect.isIn(sql`build_id`, [...new Set(builds)])} ORDER BY archiveinfo.id`);
}

/* By build, artifact and name. */
async function filesOf(ctx: Context, builds: readonly number[]): Promise<Map<string, StoredFile>> {
  const files = await readFiles(ctx, builds);
  return new Map(files.map((file) => [`${file.build_id} ${keyOf(file)} ${file.filename}`, file]));
}

/* A build that is named counts before those of the tag. */
async function addBuild(ctx: Context, builds: Map<string, number>, dependency: WireValue): Promise<void> {
  const { id } = await getBuild(ctx, buildRef(dependency));
  for (const file of await readFiles(ctx, [id])) builds.set(keyOf(file), id);
}

/* What a task has uploaded lies as in a repository of Maven: group/artifact/version/file. */
async function outputOf(ctx: Context, task: number): Promise<MavenFiles[]> {
  const output = await listTaskOutput(ctx, task, { stat: true, allVolumes: false, strict: false });
  return Object.entries(output).flatMap(([path, facts]) => {
    const folders = path.split('/');
    const [filename, version, artifact_id] = [folders.pop(), folders.pop(), folders.pop()];
    if (filename === undefined || version === undefined || artifact_id === undefined) return [];
    if (folders.length === 0 || ['.log', '.md5', '.sha1'].includes(extname(path))) return [];
    const size = Number(isStruct(facts) ? facts['st_size'] : undefined);
    const artifact = { group_id: folders.join('.'), artifact_id, version };
    return [{ artifact, files: [{ filename, size, path }] }];
  });
}

/* A local repository has a snapshot under two names: with the time, and with the word SNAPSHOT. */
const SNAPSHOT_TIME = /-\d{8}\.\d{6}-\d+/;

function filesByName(list: readonly MavenFiles[]): Map<string, MavenFile['size']> {
  const sizes = new Map<string, number>();
  for (const { artifact, files } of list) {
    for (const { filename, size } of files) {
      for (const name of [filename, filename.replace(SNAPSHOT_TIME, '-SNAPSHOT')]) {
        sizes.set(`${keyOf(artifact)} ${name}`, size);
      }
    }
  }
  return sizes;
}
