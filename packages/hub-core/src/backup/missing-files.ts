import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { BUILD_STATES, PathInfo, REPO_STATES } from '@kojikit/protocol';
import { archiveFolder, type ArchiveDetails } from '../archives/index.js';
import { buildFolder, type BuildPlace } from '../builds/index.js';
import { errorText } from '../error-facts.js';
import type { Context } from '../ground/context.js';
import { repoFolder } from '../repos/index.js';

/** Rows that are read at one go, and files that are looked at together. */
const AT_ONCE = 200;

/** What of `KojiDir` a database names and is not there. */
export interface MissingFiles {
  /** How many files and folders were looked for. */
  readonly looked: number;
  /** How many of them are missing. */
  readonly missing: number;
  /** The first of these, those of the newest builds first. */
  readonly first: readonly string[];
}

/**
 * Looks for the files of all complete builds, the newest first, and for the folders of repos that are ready.
 * @param most paths that are named at most; all are counted.
 */
export async function missingFiles(ctx: Context, most: number): Promise<MissingFiles> {
  let [looked, missing] = [0, 0];
  const first: string[] = [];
  for (const pages of [buildFiles, archiveFiles, repoFolders]) {
    for await (const paths of pages(ctx)) {
      const there = await Promise.all(paths.map(isThere));
      const gone = paths.filter((path, index) => !there[index]);
      looked += paths.length;
      missing += gone.length;
      first.push(...gone.slice(0, Math.max(0, most - first.length)));
    }
  }
  return { looked, missing, first };
}

type Page = AsyncGenerator<string[], void, undefined>;

interface BuildFile extends BuildPlace {
  readonly id: number;
}

/* RPMs of other repos and those that only their metadata is known of have no files here. */
async function* buildFiles(ctx: Context): Page {
  type Row = BuildFile & {
    readonly rpm_name: string;
    readonly rpm_version: string;
    readonly rpm_release: string;
    readonly arch: string;
  };
  yield* pages<Row>(
    (before) =>
      ctx.db.all<Row>(sql`
        SELECT rpminfo.id AS id, package.name AS name, build.version AS version, build.release AS release,
               volume.name AS volume_name, rpminfo.name AS rpm_name, rpminfo.version AS rpm_version,
               rpminfo.release AS rpm_release, rpminfo.arch AS arch
          FROM rpminfo
          JOIN build ON build.id = rpminfo.build_id
          JOIN package ON package.id = build.pkg_id
          JOIN volume ON volume.id = build.volume_id
         WHERE rpminfo.id < ${before} AND NOT rpminfo.metadata_only AND build.state = ${BUILD_STATES.COMPLETE}
         ORDER BY rpminfo.id DESC LIMIT ${AT_ONCE}`),
    ({ rpm_name: name, rpm_version: version, rpm_release: release, arch, ...build }) =>
      join(buildFolder(ctx, build), new PathInfo().rpm({ name, version, release, arch })),
  );
}

async function* archiveFiles(ctx: Context): Page {
  type Row = BuildFile & {
    readonly btype: string;
    readonly filename: string;
    readonly group_id: string | null;
    readonly artifact_id: string | null;
    readonly maven_version: string | null;
    readonly relpath: string | null;
  };
  yield* pages<Row>(
    (before) =>
      ctx.db.all<Row>(sql`
        SELECT archiveinfo.id AS id, package.name AS name, build.version AS version, build.release AS release,
               volume.name AS volume_name, btype.name AS btype, archiveinfo.filename AS filename,
               maven_archives.group_id AS group_id, maven_archives.artifact_id AS artifact_id,
               maven_archives.version AS maven_version, win_archives.relpath AS relpath
          FROM archiveinfo
          JOIN build ON build.id = archiveinfo.build_id
          JOIN package ON package.id = build.pkg_id
          JOIN volume ON volume.id = build.volume_id
          JOIN btype ON btype.id = archiveinfo.btype_id
          LEFT JOIN maven_archives ON maven_archives.archive_id = archiveinfo.id
          LEFT JOIN win_archives ON win_archives.archive_id = archiveinfo.id
         WHERE archiveinfo.id < ${before} AND NOT archiveinfo.metadata_only AND build.state = ${BUILD_STATES.COMPLETE}
         ORDER BY archiveinfo.id DESC LIMIT ${AT_ONCE}`),
    (row) => {
      const folder = archiveFolder(ctx, row, row.btype, detailsOf(row));
      // Where below its folder a file of another type lies is not in the database.
      return ['maven', 'win', 'image'].includes(row.btype) ? join(folder, row.filename) : folder;
    },
  );
}

function detailsOf(row: {
  readonly btype: string;
  readonly group_id: string | null;
  readonly artifact_id: string | null;
  readonly maven_version: string | null;
  readonly relpath: string | null;
}): ArchiveDetails {
  const { btype, group_id, artifact_id, maven_version, relpath } = row;
  if (btype === 'maven')
    return {
      type: btype,
      group_id: group_id ?? '',
      artifact_id: artifact_id ?? '',
      version: maven_version ?? '',
    };
  if (btype === 'win') return { type: btype, relpath: relpath ?? '', platforms: '', flags: null };
  return { type: 'other', subdir: '' };
}

async function* repoFolders(ctx: Context): Page {
  type Row = { readonly id: number; readonly tagName: string };
  yield* pages<Row>(
    (before) =>
      ctx.db.all<Row>(sql`
        SELECT repo.id AS id, tag.name AS "tagName"
          FROM repo JOIN tag ON tag.id = repo.tag_id
         WHERE repo.id < ${before} AND repo.state = ${REPO_STATES.READY}
           AND NOT coalesce(repo.dist, false)
         ORDER BY repo.id DESC LIMIT ${AT_ONCE}`),
    ({ id, tagName }) => repoFolder(ctx.config.KojiDir, { id, tagName }),
  );
}

/* A name that leads out of its folder is told instead of the path: it is there for nobody. */
async function* pages<Row extends { readonly id: number }>(
  read: (before: number) => Promise<Row[]>,
  pathOf: (row: Row) => string,
): Page {
  for (let before = 2 ** 31 - 1; ;) {
    const rows = await read(before);
    if (rows.length === 0) return;
    yield rows.map((row) => {
      try {
        return pathOf(row);
      } catch (error) {
        return errorText(error);
      }
    });
    before = rows.at(-1)!.id;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
