import { createTestHub, type TestHubOptions } from '@kojikit/testing';
import { visitPages } from '@kojikit/testing/pages';
import webPages from '@kojikit/web/hub';
import { expect, it } from 'vitest';
import plugin from '../src/hub.js';

async function pagesOf(plugins: NonNullable<TestHubOptions['plugins']>) {
  const hub = await createTestHub({ plugins: [webPages, ...plugins] });
  const { get } = visitPages(await hub.listen());
  return async (address: string) => (await (await get(address)).text()).replace(/\s+/g, ' ');
}

it('the pages of the API describe what the plugin adds, by its reference', async () => {
  const read = await pagesOf([plugin]);
  expect(await read('api')).toMatch(/<h2>@kojikit\/plugin-sidetag<\/h2>.*<div id="createSideTag">/);
  const method = await read('apimethod?name=createSideTag');
  expect(method).toMatch(/Plugin<\/dt> ?<dd><a href="api#createSideTag">@kojikit\/plugin-sidetag<\/a>/);
  expect(method).toContain('<a href="apifaults#ActionNotAllowed">');
  expect(await read('apievents')).toMatch(
    /id="kojikitSideTagDue">.*Of the plugin @kojikit\/plugin-sidetag\./,
  );
  expect(await read('apipolicytests')).toMatch(
    /id="is_sidetag_owner">.*Of the plugin @kojikit\/plugin-sidetag\./,
  );
});

it('the pages of a hub without the plugin show nothing of it', async () => {
  const read = await pagesOf([]);
  for (const page of ['api', 'apievents', 'apipolicytests'])
    expect(await read(page)).not.toMatch(/plugin-sidetag|is_sidetag|createSideTag/);
});
