import sql, { type Sql } from 'sql-template-tag';
import type { Condition } from './any-case.js';

/** What one kind of thing is searched in. */
export interface SearchType {
  readonly id: Sql;
  /** What is answered as the name, and searched unless `matchOn` says otherwise. */
  readonly name: Sql;
  readonly from: Sql;
  readonly where?: Sql;
  /** The texts of which one must match, where they are not the name. */
  readonly matchOn?: readonly Sql[];
  /** A condition about the name that stands in front of what is searched, and a dash behind it. */
  readonly inFront?: (named: Condition) => Sql;
}

const named = (table: Sql): SearchType => ({ id: sql`${table}.id`, name: sql`${table}.name`, from: table });

const fileName = sql`archiveinfo.filename`;
const windowsPath = sql`(win_archives.relpath || '/' || archiveinfo.filename)`;

/** Everything that can be searched for, by the word that callers use. */
export const searchTypes: Readonly<Record<string, SearchType>> = {
  package: named(sql`package`),
  user: named(sql`users`),
  host: named(sql`host`),
  tag: {
    ...named(sql`tag`),
    from: sql`tag JOIN tag_config ON tag.id = tag_config.tag_id`,
    where: sql`tag_config.active IS TRUE`,
  },
  target: {
    ...named(sql`build_target`),
    from: sql`build_target JOIN build_target_config ON build_target.id = build_target_config.build_target_id`,
    where: sql`build_target_config.active IS TRUE`,
  },
  build: {
    id: sql`build.id`,
    name: sql`(package.name || '-' || build.version || '-' || build.release)`,
    from: sql`build JOIN package ON build.pkg_id = package.id`,
    // Builds are many, packages are fewer.
    inFront: (named) => sql`build.pkg_id IN (SELECT id FROM package WHERE ${named(sql`name`)})`,
  },
  rpm: {
    id: sql`rpminfo.id`,
    name: sql`(rpminfo.name || '-' || rpminfo.version || '-' || rpminfo.release || '.' || rpminfo.arch || '.rpm')`,
    from: sql`rpminfo`,
    inFront: (named) => named(sql`rpminfo.name`),
  },
  maven: {
    id: sql`archiveinfo.id`,
    name: fileName,
    from: sql`archiveinfo JOIN maven_archives ON archiveinfo.id = maven_archives.archive_id`,
    matchOn: [
      fileName,
      sql`(maven_archives.group_id || '-' || maven_archives.artifact_id || '-' || maven_archives.version)`,
    ],
  },
  win: {
    id: sql`archiveinfo.id`,
    name: sql`ltrim(${windowsPath}, '/')`,
    from: sql`archiveinfo JOIN win_archives ON archiveinfo.id = win_archives.archive_id`,
    matchOn: [fileName, windowsPath],
  },
};
