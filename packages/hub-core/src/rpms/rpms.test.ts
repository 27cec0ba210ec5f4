import { copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { ripSignatureHeader } from '@kojikit/rpm';
import { asHub } from '../rpc/as-hub.js';

const fixtures = fileURLToPath(new URL('../../fixtures/conformance/fixtures/', import.meta.url));
const NVRA = 'tinylib-1.0-1.x86_64';
const KEY = '588e00da';

/** A build with one RPM and its file, past the API. Returns the RPM's id and the build's folder. */
async function addPackage(hub: TestHub): Promise<{ id: number; folder: string }> {
  const build = await hub.rows.build({ name: 'tinylib', version: '1.0', release: '1', epoch: 2 });
  const folder = join(hub.topdir, 'packages', 'tinylib', '1.0', '1');
  const path = join(folder, 'x86_64', `${NVRA}.rpm`);
  await mkdir(dirname(path), { recursive: true });
  await copyFile(join(fixtures, `${NVRA}.rpm`), path);
  const id = await asHub(hub.hub.parts, 'test rows', (ctx) =>
    ctx.db.insertReturningId('rpminfo', {
      build_id: build.id,
      name: 'tinylib',
      version: '1.0',
      release: '1',
      epoch: 2,
      arch: 'x86_64',
      draft: false,
      external_repo_id: 0,
      payloadhash: '6d09402c24139871765013656cb2acd1',
      size: 7425,
      buildtime: 1614772800,
    }),
  );
  return { id, folder };
}

eachDatabase('rpms', (open) => {
  it('show what is in their file', async () => {
    const hub = await open();
    const { id } = await addPackage(hub);
    const { anonymous } = hub;
    expect(await anonymous.call('getRPMDeps', [id, 3])).toEqual([
      { name: 'hugelib', version: '2', flags: 2, type: 3 },
    ]);
    expect(await anonymous.call('listRPMFiles', [NVRA], { queryOpts: { order: '-name', limit: 1 } })).toEqual(
      [expect.objectContaining({ name: '/usr/share/tinylib/data.txt', digest_algo: 'sha256', group: 'adm' })],
    );
    expect(await anonymous.call('getRPMFile', [id, '/usr/share/tinylib/current'])).toMatchObject({
      rpm_id: id,
      mode: 41471,
    });
    const missing = anonymous.call('getRPMFile', [id, '/nosuch'], { strict: true });
    await expect(missing).rejects.toThrow(`No file: /nosuch found in RPM: ${id}`);
    expect(await anonymous.call('getRPMHeaders', [id], { headers: ['name', 'EPOCH'] })).toEqual({
      name: 'tinylib',
      EPOCH: 2,
    });
    const outside = anonymous.call('getRPMHeaders', [], { taskID: 1, filepath: '../x.rpm' });
    await expect(outside).rejects.toThrow('Invalid filepath: ../x.rpm');
  });

  it('keep signatures, signed copies and checksums', async () => {
    const hub = await open();
    const { id, folder } = await addPackage(hub);
    const admin = await hub.as('kojiadmin');
    const header = await readFile(join(fixtures, `${NVRA}.sighdr`));
    await admin.call('addRPMSig', [NVRA, header.toString('base64')]);
    const twice = admin.call('addRPMSig', [NVRA, header.toString('base64')]);
    await expect(twice).rejects.toThrow(`Signature already exists for package ${NVRA}, key ${KEY}`);
    expect(await admin.call('queryRPMSigs', [id])).toEqual([
      { rpm_id: id, sigkey: KEY, sighash: 'b836bc2804fbd283fb9771475988f42d' },
    ]);
    const sums = {
      [KEY]: {
        md5: '5c4b804ba6c3f1f9b16d59271d0af024',
        sha256: '7ed91e72c28dcea6252add4ba4a69eb2b45b0132f0bbd5ba8b3fc711cfc18c05',
      },
    };
    expect(await admin.call('getRPMChecksums', [id], { cacheonly: true })).toEqual({
      [KEY]: { md5: null, sha256: null },
    });
    expect(await admin.call('getRPMChecksums', [id])).toEqual(sums);

    await admin.call('writeSignedRPM', [NVRA, KEY.toUpperCase()]);
    const copy = join(folder, 'data', 'signed', KEY, 'x86_64', `${NVRA}.rpm`);
    expect(await ripSignatureHeader(copy)).toEqual(header);
    const { ino } = await stat(copy);
    await admin.call('writeSignedRPM', [NVRA, KEY]);
    expect((await stat(copy)).ino).toBe(ino);
    expect(await admin.call('getRPMChecksums', [id], { cacheonly: true })).toEqual(sums);

    await admin.call('deleteRPMSig', [NVRA, KEY]);
    expect(await admin.call('queryRPMSigs', [id])).toEqual([]);
    expect(await admin.call('getRPMChecksums', [id])).toEqual({});
    await expect(stat(copy)).rejects.toThrow('ENOENT');
    expect(await readdir(join(folder, 'data', 'sigcache', KEY, 'x86_64'))).toEqual([
      `${NVRA}.rpm.sig.b836bc2804fbd283fb9771475988f42d.save`,
    ]);
  });

  it('refuse the signature of another package', async () => {
    const hub = await open();
    await addPackage(hub);
    const admin = await hub.as('kojiadmin');
    const header = await readFile(join(fixtures, 'tinylib-1.0-1.src.sighdr'));
    const other = admin.call('addRPMSig', [NVRA, header.toString('base64')]);
    await expect(other).rejects.toThrow(`wrong md5 for ${NVRA}: b65daf72d97f6df948c915748984641a`);
    expect(await admin.call('queryRPMSigs')).toEqual([]);
  });
});
