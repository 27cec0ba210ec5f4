import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sql from 'sql-template-tag';
import { asHub } from '@kojikit/hub-core';
import { BUILD_STATES, BUILDROOT_STATES } from '@kojikit/protocol';
import type { TestHub } from '@kojikit/testing';

const FIXTURES = fileURLToPath(new URL('../../rpm/fixtures/', import.meta.url));

/** The path of one of the packages that tests read. */
export const fixtureFile = (name: string): string => join(FIXTURES, name);

type Columns = Readonly<Record<string, unknown>>;

/** Changes the row of a build past the API. */
export function changeBuild({ hub }: TestHub, id: number, columns: Columns): Promise<unknown> {
  return asHub(hub.parts, 'test rows', async (ctx) => {
    await ctx.db.update('build', { ...columns }, sql`id = ${id}`);
  });
}

/** Makes a build complete past the API, as its task has ended it. */
export function completeBuild({ hub }: TestHub, id: number): Promise<unknown> {
  return asHub(hub.parts, 'test rows', async ({ db }) => {
    const values = { state: BUILD_STATES.COMPLETE, completion_time: db.dialect.now() };
    await db.update('build', values, sql`id = ${id}`);
  });
}

/** An RPM of a build, with keys that it is signed with. */
export function addRpm({ hub }: TestHub, columns: Columns, keys: readonly string[] = []): Promise<number> {
  return asHub(hub.parts, 'test rows', async (ctx) => {
    const id = await ctx.db.insertReturningId('rpminfo', {
      name: 'tinylib',
      version: '1.0',
      release: '1',
      arch: 'x86_64',
      draft: false,
      external_repo_id: 0,
      payloadhash: '6d09402c24139871765013656cb2acd1',
      size: 7425,
      buildtime: 1614772800,
      ...columns,
    });
    for (const key of keys) await ctx.db.insert('rpmsigs', { rpm_id: id, sigkey: key, sighash: `h${key}` });
    return id;
  });
}

/** An archive of a build. */
export function addArchive({ hub }: TestHub, columns: Columns): Promise<number> {
  return asHub(hub.parts, 'test rows', (ctx) =>
    ctx.db.insertReturningId('archiveinfo', {
      type_id: 1,
      btype_id: 4,
      filename: 'disk.img',
      size: 12,
      checksum: 'c0ffee',
      checksum_type: 2,
      metadata_only: false,
      ...columns,
    }),
  );
}

/** A build root of a host and a repo, with what is installed in it. */
export async function addBuildroot(
  { hub, rows }: TestHub,
  { rpms = [], ...of }: { host: number; repo: number; task: number; rpms?: readonly number[] },
): Promise<number> {
  const { id } = await rows.buildroot({ ...of, state: BUILDROOT_STATES.EXPIRED });
  await asHub(hub.parts, 'test rows', async (ctx) => {
    for (const rpm of rpms)
      await ctx.db.insert('buildroot_listing', { buildroot_id: id, rpm_id: rpm, is_update: false });
  });
  return id;
}

/** A repo of a tag. */
export function addRepo({ hub }: TestHub, tag: number): Promise<number> {
  return asHub(hub.parts, 'test rows', async (ctx) =>
    ctx.db.insertReturningId('repo', { tag_id: tag, create_event: await ctx.event(), state: 1, dist: false }),
  );
}

/** Puts the file of the package tinylib 1.0-1 where its build keeps it. */
export async function putPackage({ topdir }: TestHub, arch: string): Promise<void> {
  const path = join(topdir, 'packages/tinylib/1.0/1', arch, `tinylib-1.0-1.${arch}.rpm`);
  await mkdir(dirname(path), { recursive: true });
  await copyFile(fixtureFile(`tinylib-1.0-1.${arch}.rpm`), path);
}

/** A log of the build tinylib 1.0-1. */
export async function putLog({ topdir }: TestHub, folder: string, name: string): Promise<void> {
  const path = join(topdir, 'packages/tinylib/1.0/1/data/logs', folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'well\n');
}
