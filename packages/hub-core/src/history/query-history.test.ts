import { expect, it } from 'vitest';
import { eachDatabase } from '@kojikit/testing';

eachDatabase('the history of external repos of tags', (open) => {
  it('names what Koji names', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base']);
    await admin.call('createExternalRepo', ['ext', 'http://ext.example.com/']);
    await admin.call('addExternalRepoToTag', ['base', 'ext', 10], { arches: 'x86_64' });
    const { tag_external_repos: rows } = await admin.call<Record<string, object[]>>('queryHistory', [], {
      tables: ['tag_external_repos'],
      tag: 'base',
    });
    expect(rows?.map((row) => Object.keys(row).sort())).toEqual([
      [
        'active',
        'create_event',
        'create_ts',
        'creator_id',
        'creator_name',
        'external_repo.name',
        'external_repo_id',
        'merge_mode',
        'priority',
        'revoke_event',
        'revoke_ts',
        'revoker_id',
        'revoker_name',
        'tag.name',
        'tag_id',
      ],
    ]);
  });
});
