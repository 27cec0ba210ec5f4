/** Ids and names of the database that the calls are about: of each kind some of the oldest and some of the newest. */
export async function pickThings(site) {
  const column = async (sql) => (await site.query(sql)).map((row) => Object.values(row)[0]);
  const pick = async (table, count, { value = 'id', where = 'true' } = {}) =>
    ends(await column(`SELECT ${value} FROM ${table} WHERE ${where} ORDER BY id`), count);
  const all = (...lists) => [...new Set(lists.flat())];

  const events = await pick('events', 8);
  const builds = all(
    await pick('build', 8),
    await pick('build', 6, { where: 'task_id IS NOT NULL' }),
    await pick('build', 6, { where: 'draft' }),
    ends(await column('SELECT DISTINCT build_id FROM archiveinfo ORDER BY build_id'), 20),
    await pick('build', 4, { where: 'cg_id IS NOT NULL' }),
    ends(
      await column(
        'SELECT DISTINCT build_id FROM rpminfo WHERE build_id IS NOT NULL AND buildroot_id IS NOT NULL ORDER BY build_id',
      ),
      12,
    ),
  );
  const nvrs = await column(
    `SELECT package.name || '-' || version || '-' || release FROM build JOIN package ON package.id = pkg_id
     WHERE build.id IN (${builds.slice(-4).join(', ')}) ORDER BY build.id`,
  );
  return {
    events,
    users: all(await pick('users', 6), ['kojiadmin', 'alice', 'bob', 'devs', 'nobody-here']),
    permissions: await pick('permissions', 12, { value: 'name' }),
    notifications: all(await pick('build_notifications', 6), [9999]),
    notificationBlocks: all(await pick('build_notifications_block', 4), [9999]),
    tags: await pick('tag', 6),
    tagNames: all(
      await pick('tag', 10, { value: 'name' }),
      ends(
        await column('SELECT DISTINCT tag.name FROM tag JOIN tag_listing ON tag_id = tag.id ORDER BY 1'),
        10,
      ),
      ends(
        await column('SELECT DISTINCT tag.name FROM tag JOIN tag_inheritance ON tag_id = tag.id ORDER BY 1'),
        6,
      ),
    ),
    packageNames: all(['tinylib'], await pick('package', 4, { value: 'name' })),
    packages: all(await pick('package', 6, { value: 'name' }), await pick('package', 4), ['tinylib']),
    targets: all(await pick('build_target', 4), await pick('build_target', 4, { value: 'name' })),
    externalRepos: all(await pick('external_repo', 6), await pick('external_repo', 3, { value: 'name' })),
    builds: [
      ...builds,
      ...nvrs,
      'nope-1-1',
      { name: 'tinylib', version: '1.0', release: '1' },
      { name: 'x' },
    ],
    rpms: [
      ...all(
        await pick('rpminfo', 6),
        await pick('rpminfo', 10, { where: 'buildroot_id IS NOT NULL' }),
        await pick('rpminfo', 6, { where: 'external_repo_id <> 0' }),
        await pick('rpminfo', 4, { where: 'draft' }),
        ends(await column("SELECT DISTINCT rpm_id FROM rpmsigs WHERE sigkey <> '' ORDER BY rpm_id"), 4),
      ),
      ...(await pick('rpminfo', 4, {
        value: "name || '-' || version || '-' || release || '.' || arch",
        where: 'external_repo_id = 0',
      })),
      'nope-1-1.noarch',
      { name: 'tinylib', version: '1.0', release: '1', arch: 'src' },
    ],
    archives: all(await pick('archiveinfo', 16), [99999]),
    buildroots: all(await pick('buildroot', 12), await pick('buildroot', 4, { where: 'br_type = 1' })),
    tasks: all(
      await pick('task', 6),
      await pick('task', 20, { where: 'host_id IS NOT NULL' }),
      await pick('task', 12, { where: 'parent IS NULL AND host_id IS NOT NULL' }),
      await pick('task', 8, { where: 'state = 5 AND host_id IS NOT NULL' }),
    ),
    hosts: all(await pick('host', 6), await pick('host', 2, { value: 'name' })),
    channels: await pick('channels', 6),
    repos: await pick('repo', 12),
    requests: await pick('repo_queue', 8),
    volumes: await pick('volume', 4),
    history: {
      build: nvrs.slice(0, 2),
      package: await pick('package', 2, { value: 'name' }),
      user: ['alice'],
      permission: ['admin', 'repo'],
      channel: ['default', 'createrepo'],
      host: await pick('host', 2, { value: 'name' }),
      cg: await pick('content_generator', 2, { value: 'name' }),
      external_repo: await pick('external_repo', 2, { value: 'name' }),
      build_target: await pick('build_target', 2, { value: 'name' }),
      group: ['build'],
      editor: ['kojiadmin'],
      tag: await pick('tag', 4, { value: 'name' }),
      key: ['mock.package_manager'],
    },
  };
}

function ends(rows, count) {
  if (rows.length <= count) return rows;
  const first = Math.floor(count / 2);
  return [...rows.slice(0, first), ...rows.slice(first - count)];
}
