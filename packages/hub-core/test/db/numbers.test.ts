import { double } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';

const strange = [NaN, Infinity, -Infinity];

eachDatabase('a number that is none', (open) => {
  it('is taken in a call and sent back', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    expect(await admin.call('echo', [...strange, [NaN], { a: double(Infinity) }])).toEqual([
      ...strange,
      [NaN],
      { a: Infinity },
    ]);
  });

  it('goes into no column and no comparison with one', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const host = await hub.rows.host();
    const build = await hub.rows.build();
    const calls: [string, unknown[], Record<string, unknown>?][] = [
      ['editHost', [host.name], { capacity: Infinity }],
      ['editHost', [host.name], { capacity: NaN }],
      ['listBuilds', [], { packageID: NaN }],
      ['listBuilds', [], { createdAfter: NaN }],
      ['listBuilds', [], { completeBefore: Infinity }],
      ['listTasks', [{ createdAfter: -Infinity }]],
      ['listTasks', [{ owner: NaN }]],
      ['queryHistory', [], { after: NaN }],
      ['getLastEvent', [NaN]],
      ['getLastEvent', [Infinity]],
      ['setBuildTimestamp', [build.id, NaN]],
      ['setBuildTimestamp', [build.id, Infinity]],
      ['createTag', ['f40'], { extra: { number: NaN } }],
      ['createTag', ['f41'], { extra: { list: [{ deep: -Infinity }] } }],
      ['createEmptyBuild', ['p', '1', '1', NaN]],
      ['getTag', [NaN]],
      ['getEvent', [NaN]],
    ];
    for (const [method, params, keywords] of calls) {
      await expect(admin.call(method, params, keywords), `${method} ${String(params[0])}`).rejects.toThrow();
    }
    expect(await admin.call('listTags', [])).toEqual([]);
  });
});
