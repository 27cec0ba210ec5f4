import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { makeListRemove } from '../examples/make-list-remove.js';
import plugin from '../src/hub.js';

it('the example makes, lists and removes a side tag', async () => {
  const hub = await createTestHub({
    config: '[hub]\nPlugins = sidetag\n[policy]\nsidetag =\n    all :: allow\n',
    plugins: [plugin],
  });
  const admin = await hub.as('kojiadmin');
  await admin.call('createTag', ['f30-build'], { arches: 'x86_64' });
  const auth = { type: 'password', user: 'alice', password: 'pw' } as const;
  const story = await makeListRemove({ url: await hub.listen(), auth }, 'f30-build');
  expect(story).toMatchObject({
    made: { user_name: 'alice', basetag_name: 'f30-build', builds: 0, kept: true },
    hasRepo: false,
    left: 0,
  });
});
