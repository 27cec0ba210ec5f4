import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { quiet, rootRequest, temporarySettings } from '../../test/root-setup.js';
import { stubSession } from '../../test/session-stub.js';
import { mapPackages } from './map-packages.js';

const installed = (name: string, payloadhash = 'aa') => ({
  name,
  version: '1',
  release: '2',
  epoch: null,
  arch: 'x86_64',
  payloadhash,
  size: 1,
  buildtime: 2,
});

const EXTERNAL = { external_repo_id: 4, url: 'http://ext/$arch/' };

async function map(names: string[], options: { external?: unknown[]; hash?: string; origins?: string } = {}) {
  const settings = await temporarySettings();
  const folder = join(settings.topdir, 'repos/demo/1/x86_64');
  await mkdir(join(folder, 'repodata'), { recursive: true });
  await writeFile(join(folder, 'rpmlist.jsonl'), `${JSON.stringify({ ...installed('own'), id: 77 })}\n`);
  const repomd =
    '<repomd><data type="origin"><checksum type="sha256">x</checksum><location href="repodata/o.gz"/></data></repomd>';
  await writeFile(join(folder, 'repodata/repomd.xml'), repomd);
  await writeFile(join(folder, 'repodata/o.gz'), gzipSync(options.origins ?? ''));
  const hub = stubSession({ getExternalRepoList: options.external ?? [] }, settings.workdir);
  const packages = names.map((name) => installed(name, options.hash));
  return mapPackages(packages, { hub, settings, repo: rootRequest().repo, arch: 'x86_64', log: quiet });
}

it('gives packages of the hub their id', async () => {
  expect(await map(['own', 'other'])).toMatchObject([{ name: 'own', id: 77 }, { name: 'other' }]);
});

it('refuses a package of the hub with another payload', async () => {
  await expect(map(['own'], { hash: 'bb' })).rejects.toThrow(
    /own-1-2.x86_64: payloadhash: bb mismatch expected aa/,
  );
});

it.each(['ext-1-2.x86_64', '0:ext-1-2.x86_64', 'ext-0:1-2.x86_64'])(
  'finds the external repo of %s',
  async (name) => {
    const origins = `${name}\thttp://ext/x86_64/\nown-1-2.x86_64\tfile:///work/repo_1_premerge/\n`;
    expect(await map(['ext', 'own'], { external: [EXTERNAL], origins })).toMatchObject([
      { name: 'ext', external_repo: EXTERNAL, location: 4 },
      { name: 'own', id: 77 },
    ]);
  },
);

it('refuses packages that come from nowhere', async () => {
  await expect(map(['ext'], { external: [EXTERNAL] })).rejects.toThrow('No origin for ext-1-2.x86_64');
  const origins = 'ext-1-2.x86_64\thttp://elsewhere/\n';
  await expect(map(['ext'], { external: [EXTERNAL], origins })).rejects.toThrow(
    /Unknown origin for ext-1-2.x86_64: http:\/\/elsewhere/,
  );
});
