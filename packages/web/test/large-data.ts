import type { TestHub } from '@kojikit/testing';
import { addOutput } from './upload.js';

/** Rows of numbers from 1 on: `FROM (...) AS s(g)`. */
const numbers = (count: number) =>
  `(WITH RECURSIVE s(g) AS (SELECT 1 UNION ALL SELECT g + 1 FROM s WHERE g < ${count}) SELECT g FROM s) AS s`;
const NOW = '(SELECT max(id) FROM events), 1, 1';
const VERSIONED = 'create_event, creator_id, active';
const MOMENT = "'2026-01-02 03:04:05.000000+00:00'";

/** How much of everything there is. */
export interface Amounts {
  readonly hosts: number;
  readonly children: number;
  readonly parents: number;
  readonly rpms: number;
}

/** What a site that has very much of everything is asked for. */
export interface LargeSite {
  readonly task: number;
  /** A task that waits for one of very many hosts. */
  readonly free: number;
  /** The last task below `task`. */
  readonly last: number;
  readonly tag: number;
  readonly build: number;
}

/** Fills a fresh hub on SQLite: rows by the thousand are written by single statements. */
export async function fillLargeData(
  { database, rows, topdir }: TestHub,
  { hosts, children, parents, rpms }: Amounts,
): Promise<LargeSite> {
  const tag = await rows.tag({ name: 'large', arches: 'x86_64', packages: ['large'] });
  const build = await rows.build({ name: 'large', tags: [tag.id] });
  const task = await rows.task({ state: 1, method: 'build', params: ['large.src.rpm', 'large'] });
  const free = await rows.task({
    method: 'buildArch',
    params: ['large.src.rpm', tag.id, 'x86_64', true],
    arch: 'x86_64',
  });
  const statements = [
    `INSERT INTO users (name, status, usertype) SELECT 'builder-' || g || '.example.com', 0, 1 FROM ${numbers(hosts)}`,
    `INSERT INTO host (user_id, name) SELECT id, name FROM users WHERE usertype = 1`,
    `INSERT INTO host_config (host_id, arches, capacity, enabled, ${VERSIONED}) SELECT id, 'x86_64 i686', 4, 1, ${NOW} FROM host`,
    `INSERT INTO host_channels (host_id, channel_id, ${VERSIONED}) SELECT id, 1, ${NOW} FROM host`,
    `INSERT INTO task (state, create_time, start_time, channel_id, host_id, owner, method, request, arch, priority, weight, parent, label)
       SELECT CASE g % 4 WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 2 ELSE 5 END, ${MOMENT}, ${MOMENT}, 1, 1 + g % ${hosts}, 1, 'buildArch',
         (SELECT request FROM task WHERE id = ${free.id}), 'x86_64', 20, 1.0, ${task.id}, 'part-' || g FROM ${numbers(children)}`,
    `UPDATE task SET waiting = 1, host_id = 1 WHERE id = ${task.id}`,
    `INSERT INTO tag (name) SELECT 'parent-' || g FROM ${numbers(parents)}`,
    `INSERT INTO tag_config (tag_id, arches, locked, maven_support, maven_include_all, ${VERSIONED})
       SELECT id, 'x86_64', 0, 0, 0, ${NOW} FROM tag WHERE name LIKE 'parent-%'`,
    `INSERT INTO tag_inheritance (tag_id, parent_id, priority, intransitive, noconfig, pkg_filter, ${VERSIONED})
       SELECT ${tag.id}, id, id, 0, 0, '', ${NOW} FROM tag WHERE name LIKE 'parent-%'`,
    `INSERT INTO build_target (name) SELECT 'target-' || g FROM ${numbers(parents)}`,
    `INSERT INTO build_target_config (build_target_id, build_tag, dest_tag, ${VERSIONED})
       SELECT id, ${tag.id}, ${tag.id}, ${NOW} FROM build_target`,
    `INSERT INTO rpminfo (build_id, name, version, release, arch, draft, external_repo_id, payloadhash, size, buildtime)
       SELECT ${build.id}, 'large-part-' || g, '1.0', '1', CASE g % 5 WHEN 0 THEN 'noarch' ELSE 'x86_64' END, 0, 0, 'abcdef', g, 1700000000 FROM ${numbers(rpms)}`,
    `INSERT INTO rpmsigs (rpm_id, sigkey, sighash) SELECT id, 'aaaa1111', 'h' FROM rpminfo`,
    `INSERT INTO archiveinfo (type_id, btype_id, build_id, filename, size, checksum, checksum_type, metadata_only)
       SELECT 1, 4, ${build.id}, 'disk-' || g || '.img', g, 'c0ffee', 2, 0 FROM ${numbers(rpms)}`,
  ];
  await database.transaction(async (db) => {
    for (const statement of statements) await db.script(statement);
  });
  const last = free.id + children;
  for (let child = free.id + 1; child <= last; child += 1)
    await addOutput(topdir, child, 'build.log', 'x.c:1: error: y\n');
  return { task: task.id, free: free.id, last, tag: tag.id, build: build.id };
}
