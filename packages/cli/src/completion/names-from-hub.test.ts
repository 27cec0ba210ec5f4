import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { readConfig } from '../config/read-config.js';
import type { Settings } from '../config/settings.js';
import { namesFromHub } from './names-from-hub.js';

async function open() {
  const hub = await createTestHub();
  for (const name of ['f40', 'f40-build', 'epel9']) await hub.rows.tag({ name });
  const settings: Settings = {
    ...readConfig({ profile: 'koji', profileOptional: true }),
    server: await hub.listen(),
    profile: 'koji',
    forceAuth: false,
    noauth: true,
    quiet: true,
    debug: false,
    debugXmlrpc: false,
  };
  return {
    hub,
    names: (kind: string, prefix = '', command = 'x') => namesFromHub(settings, { kind, prefix, command }),
  };
}

it('tags are those that begin so, in order, whatever a usage calls them', async () => {
  const { names } = await open();
  for (const kind of ['tag', 'from-tag', 'tag2', 'parent'])
    expect(await names(kind, 'f40'), kind).toEqual(['f40', 'f40-build']);
  expect(await names('tag', 'none')).toEqual([]);
});

it('a name is of what its command changes', async () => {
  const { hub, names } = await open();
  await (await hub.as('kojiadmin')).call('addChannel', ['images']);
  expect(await names('name', 'ep', 'edit-tag')).toEqual(['epel9']);
  expect(await names('old-name', '', 'edit-channel')).toContain('images');
  expect(await names('channel')).toContain('images');
  expect(await names('name', 'ep', 'add-tag')).toEqual([]);
});

it('targets are listed, and what the hub has no list of is nothing', async () => {
  const { hub, names } = await open();
  const { name } = await hub.rows.target({});
  expect(await names('target')).toEqual([name]);
  expect(await names('nvr')).toEqual([]);
});
