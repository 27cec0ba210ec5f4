import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import plugin from './hub.js';

it('is found under the name that hub.conf files use', async () => {
  const hub = await createTestHub({ config: '[hub]\nPlugins = protonmsg\n', plugins: [plugin] });
  expect(hub.hub.registry.modules).toContain('protonmsg');
});
