import { asHub } from '@kojikit/hub-core';
import type { Context } from '@kojikit/hub-core/plugin';
import { TASK_STATES, USER_TYPES } from '@kojikit/protocol';
import sql from 'sql-template-tag';
import { addArchive, addRpm } from './built.js';
import type { BusySite } from './busy-site.js';

const { CLOSED, FAILED, FREE } = TASK_STATES;

/**
 * Adds rows to the lists of the pages of a busy site: to those of the things that its addresses name.
 * @param round a number of its own for each call.
 */
export async function growSite({ hub }: BusySite, round: number, count: number): Promise<void> {
  const { rows } = hub;
  const write = <Result>(body: (ctx: Context) => Promise<Result>) => asHub(hub.hub.parts, 'test rows', body);
  const [f40, area, many, tinylib, rpm, archive, repo] = await write(async ({ db }) => {
    const ids: number[] = [];
    for (const tag of ['f40', 'area-build', 'list-of-many'])
      ids.push((await db.value<number>(sql`SELECT id FROM tag WHERE name = ${tag}`))!);
    for (const id of [
      sql`SELECT MIN(build.id) FROM build JOIN package ON package.id = pkg_id WHERE name = 'tinylib'`,
      sql`SELECT id FROM rpminfo WHERE name = 'tinylib' AND arch = 'x86_64'`,
      sql`SELECT MIN(id) FROM archiveinfo`,
      sql`SELECT MAX(id) FROM repo WHERE tag_id = ${ids[1]}`,
    ])
      ids.push((await db.value<number>(id))!);
    return ids as [number, number, number, number, number, number, number];
  });
  for (let number = 0; number < count; number += 1) {
    const name = `more-${round}-${number}`;
    const parent = await rows.tag({ name, arches: 'x86_64', packages: [name] });
    await rows.target({ name, buildTag: area, destTag: f40 });
    await rows.build({ name, tags: [many, parent.id] });
    // The page of a package counts its builds where it does not read all of them for a chart.
    for (let release = 1; release <= 4; release += 1)
      await rows.build({ name: 'tinylib', version: name, release: String(release), tags: [f40] });
    const host = await rows.host({ name });
    for (const state of [CLOSED, FAILED, FREE]) {
      await rows.task({ state, ...(state !== FREE && { hostId: host.id }) });
      await rows.task({ state, method: 'buildArch', params: ['x.src.rpm', area, 'x86_64'], parent: 1 });
    }
    await rows.repo({ tag: area });
    const root = await rows.buildroot({ repo, task: 1, host: 1 });
    const made = await addRpm(hub, { build_id: tinylib, name, buildroot_id: root.id }, ['bbbb2222']);
    const part = await addArchive(hub, { build_id: tinylib, filename: name });
    await write(async (ctx) => {
      const now = { create_event: await ctx.event(), creator_id: 1 };
      const link = { parent_id: parent.id, priority: 1000 * round + number, pkg_filter: '', ...now };
      for (const tag of [f40, area]) await ctx.db.insert('tag_inheritance', { tag_id: tag, ...link });
      await ctx.db.insert('tag_listing', { tag_id: parent.id, build_id: tinylib, ...now });
      for (const [table, columns] of [
        ['buildroot_listing', { rpm_id: rpm, is_update: false }],
        ['buildroot_listing', { rpm_id: made, is_update: false }],
        ['buildroot_archives', { archive_id: archive, project_dep: false }],
        ['buildroot_archives', { archive_id: part, project_dep: false }],
      ] as const)
        await ctx.db.insert(table, { buildroot_id: root.id, ...columns });
      const group = { name: `group-of-${name}`, status: 0, usertype: USER_TYPES.GROUP };
      const member = { user_id: 1, group_id: await ctx.db.insertReturningId('users', group), ...now };
      await ctx.db.insert('user_groups', member);
      const held = await ctx.db.insertReturningId('permissions', { name });
      await ctx.db.insert('user_perms', { user_id: 1, perm_id: held, ...now });
      const channel = await ctx.db.insertReturningId('channels', { name });
      await ctx.db.insert('host_channels', { host_id: 1, channel_id: channel, ...now });
      const outside = await ctx.db.insertReturningId('external_repo', { name });
      await ctx.db.insert('external_repo_config', { external_repo_id: outside, url: 'http://x/', ...now });
      const used = { tag_id: area, external_repo_id: outside, priority: 1000 * round + number };
      await ctx.db.insert('tag_external_repos', { ...used, merge_mode: 'koji', ...now });
      const mail = { user_id: 1, package_id: null, tag_id: parent.id, success_only: false, email: 'a@x' };
      await ctx.db.insert('build_notifications', mail);
      const wish = { owner: 1, priority: 20, tag_id: area, opts: ctx.db.dialect.json({}) };
      await ctx.db.insert('repo_queue', wish);
    });
  }
}
