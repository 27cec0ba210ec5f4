import { BUILD_STATES, type TagContentsCount, type TaggedBuild } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';

eachDatabase('the counts of a tag', (open) => {
  it('are those of its lists, with what it inherits and of its own', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const base = await hub.rows.tag({ name: 'base', packages: ['one', 'two', 'three'] });
    const tag = await hub.rows.tag({ name: 'child', parents: [base.id], packages: ['four'] });
    await hub.rows.target({ buildTag: tag.id, destTag: base.id });
    await hub.rows.build({ name: 'one', tags: [base.id, tag.id] });
    await hub.rows.build({ name: 'two', tags: [base.id] });
    await hub.rows.build({ name: 'two', version: '9', state: BUILD_STATES.FAILED, tags: [base.id] });
    await hub.rows.build({ name: 'unlisted', tags: [base.id] });
    await admin.call('packageListBlock', ['child', 'three']);
    const counts = await admin.call<TagContentsCount>('countTagContents', ['child']);
    expect(counts).toEqual({
      packages: 3,
      blocked_packages: 1,
      builds: 3,
      own: { builds: 1, packages: 2, children: 0, targets: 1, external_repos: 0, groups: 0 },
    });
    const listed = await admin.call<TaggedBuild[]>('listTagged', ['child'], { inherit: true });
    expect(listed).toHaveLength(counts.builds);
    expect((await admin.call<TagContentsCount>('countTagContents', [base.id])).own).toMatchObject({
      children: 1,
      targets: 1,
      packages: 3,
    });
    await expect(admin.call('countTagContents', ['nosuch'])).rejects.toThrow('No such tagInfo');
  });
});
