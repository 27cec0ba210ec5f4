import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { eachDatabase } from './each-database.js';

eachDatabase('rows', (open) => {
  it('make what a test needs out of defaults', async () => {
    const { rows, database } = await open();
    const parent = await rows.tag({ name: 'base', arches: 'x86_64' });
    const tag = await rows.tag({ parents: [parent.id], packages: ['bash'] });
    const build = await rows.build({ name: 'bash', version: '5', tags: [tag.id] });
    const running = await rows.build({ state: BUILD_STATES.BUILDING });
    await rows.target({ buildTag: tag.id });
    const host = await rows.host({ arches: 'noarch' });
    const task = await rows.task({ state: TASK_STATES.OPEN, hostId: host.id });
    await rows.task({ state: TASK_STATES.CLOSED, parent: task.id, label: 'child' });

    expect(tag.name).toBe('tag-1');
    expect(build.name).toBe('bash-5-1');
    expect(running.name).toMatch(/^package-\d+-1\.0-1$/);
    const found = await database.transaction((db) =>
      db.all(sql`
        SELECT package.name AS package, tag.name AS tag, tag_listing.active AS active, tag_listing.creator_id AS creator_id
          FROM tag_listing JOIN build ON build.id = tag_listing.build_id JOIN package ON package.id = build.pkg_id
          JOIN tag_packages ON tag_packages.package_id = package.id AND tag_packages.tag_id = tag_listing.tag_id
          JOIN tag_inheritance ON tag_inheritance.tag_id = tag_listing.tag_id
          JOIN tag ON tag.id = tag_inheritance.parent_id`),
    );
    expect(found).toEqual([{ package: 'bash', tag: 'base', active: true, creator_id: 1 }]);
  });

  it('let a builder log in', async () => {
    const hub = await open();
    const { name, userId } = await hub.rows.host();
    const builder = await hub.as(name);
    expect(await builder.call('getLoggedInUser')).toMatchObject({ id: userId, name });
  });
});
