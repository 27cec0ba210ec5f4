import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import plugin from './hub.js';

it.each(['save_failed_tree', 'sft'])('is found as %s', async (name) => {
  const hub = await createTestHub({ config: `[hub]\nPlugins = ${name}\n`, plugins: [plugin] });
  expect(hub.hub.registry.modules).toContain('save_failed_tree');
});

it('does not pretend to save build roots', async () => {
  const hub = await createTestHub({ config: '[hub]\nPlugins = save_failed_tree\n', plugins: [plugin] });
  const admin = await hub.as('kojiadmin');
  await expect(admin.call('saveFailedTree', [1])).rejects.toThrow('Invalid method: saveFailedTree');
});
