import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import plugin from '../src/hub.js';
import { queued } from './helpers.js';

const WITHOUT_FILE = { config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n', plugins: [plugin] };

eachDatabase('protonmsg without its file', (open) => {
  it('lets the hub work, and keeps its messages', async () => {
    const hub = await open(WITHOUT_FILE);
    hub.hub.start();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['t']);
    await admin.call('packageListAdd', ['t', 'bash', 'alice']);
    expect(await queued(hub)).toMatchObject([{ address: 'package.add' }]);
  });

  it('is refused with a file that names no broker', async () => {
    await expect(
      open({ ...WITHOUT_FILE, pluginConfig: { 'protonmsg.conf': '[queue]\nenabled = true\n' } }),
    ).rejects.toThrow('[broker] urls: must be set, for example to amqps://broker.example.com:5671');
  });
});
