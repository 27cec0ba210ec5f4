import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createTestHub, describeNeeding } from '@kojikit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hubPlugin } from '../hub-plugin.js';
import { missingShell, Shells } from './shells.js';

let shells: Shells;
let hub: Awaited<ReturnType<typeof createTestHub>>;

beforeAll(async () => {
  hub = await createTestHub({ plugins: [await hubPlugin('@kojikit/plugin-sidetag')] });
  const admin = await hub.as('kojiadmin');
  for (const name of ['f30-build', 'f30-pending', 'rawhide']) await admin.call('createTag', [name]);
  await admin.call('createBuildTarget', ['f30-candidate', 'f30-build', 'f30-pending']);
  const url = await hub.listen();
  shells = new Shells(`[koji]\nserver = ${url}\nauthtype = password\nuser = kojiadmin\npassword = wrong\n`);
});

afterAll(async () => {
  shells.close();
  await hub.close();
});
const CONFIG = ['-c', 'koji.conf'];

describeNeeding(missingShell('bash'), 'in bash', () => {
  it('completes commands, those of plugins included', async () => {
    expect(await shells.bash('koji', 'list-ta')).toEqual([
      'list-tag-inheritance',
      'list-tagged',
      'list-tags',
      'list-targets',
      'list-tasks',
    ]);
    expect(await shells.bash('koji', '-q', '--server=x', 'list-side')).toEqual(['list-sidetags']);
  });

  it('completes options of the program and of the command', async () => {
    expect(await shells.bash('koji', '--aut')).toEqual(['--authtype']);
    expect(await shells.bash('koji', 'list-tasks', '--me')).toEqual(['--method']);
    expect(await shells.bash('koji', 'list-tasks', '--', '--me')).toEqual([]);
  });

  it('completes names on the hub', async () => {
    expect(await shells.bash('koji', ...CONFIG, 'taginfo', 'f30')).toEqual(['f30-build', 'f30-pending']);
    expect(await shells.bash('koji', ...CONFIG, 'list-tasks', '--channel', 'cre')).toEqual(['createrepo']);
    expect(await shells.bash('koji', ...CONFIG, 'list-tasks', '--channel', '=', 'cre')).toEqual([
      'createrepo',
    ]);
    expect(await shells.bash('koji', ...CONFIG, 'list-tasks', '--channel', '=')).toContain('createrepo');
    expect(await shells.bash('koji', ...CONFIG, 'edit-target', 'f30')).toEqual(['f30-candidate']);
  });

  it('completes side tags of the user, who does not log in for it', async () => {
    const admin = await hub.as('kojiadmin');
    const { name } = (await admin.call('createSideTag', ['f30-build'])) as { name: string };
    expect(await shells.bash('koji', ...CONFIG, 'remove-sidetag', 'f30')).toEqual([name]);
    expect(await shells.bash('koji', ...CONFIG, '--user=other', 'remove-sidetag', 'f30')).toEqual([]);
  });

  it('offers no names where the hub is out of reach, and says nothing', async () => {
    expect(await shells.bash('koji', '-s', 'http://127.0.0.1:1/kojihub', 'taginfo', 'f30')).toEqual([]);
  });

  it('does not wait for a hub that never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      const server = `http://127.0.0.1:${port}/kojihub`;
      expect(await shells.bash('koji', '-s', server, 'taginfo', 'f30')).toEqual([]);
    } finally {
      silent.close();
    }
  });
});

describeNeeding(missingShell('zsh'), 'in zsh', () => {
  it('completes a line', async () => {
    expect(await shells.zsh('koji moshi|moshimoshi')).toContain('koji moshimoshi');
    expect(await shells.zsh('koji list-tasks --me|thod')).toContain('--method');
    expect(await shells.zsh('koji -c koji.conf list-tasks --channel=cre|createrepo')).toContain(
      '--channel=createrepo',
    );
  });

  it('shows what commands do', async () => {
    expect(await shells.zsh('koji list-tag|List the tags')).toContain('List the tags');
  });
});

describeNeeding(missingShell('fish'), 'in fish', () => {
  it('completes commands, options and names', async () => {
    expect(await shells.fish('koji mosh')).toEqual([expect.stringMatching(/^moshimoshi\t/)]);
    expect(await shells.fish('koji -c koji.conf taginfo raw')).toEqual(['rawhide']);
    expect(await shells.fish('koji -c koji.conf list-tasks --channel=cre')).toEqual(['--channel=createrepo']);
  });
});
