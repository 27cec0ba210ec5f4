import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ripSignatureHeader } from '@kojikit/rpm';
import type { SigningKey, TestHub } from '@kojikit/testing';
import { capture } from '../src/process/capture.js';
import { succeeded } from '../src/process/exit-status.js';

/**
 * Builds a package NAME for x86_64 with NAME-doc (noarch) and NAME-debuginfo. Needs rpmbuild.
 * @returns The RPM files by name and arch (`NAME.x86_64`), the source package first.
 */
export async function buildTinyPackages(
  folder: string,
  { name, version = '1' }: { name: string; version?: string },
): Promise<Map<string, string>> {
  const topdir = join(folder, `${name}-${version}`);
  await mkdir(topdir, { recursive: true });
  const spec = join(topdir, `${name}.spec`);
  await writeFile(spec, specOf(name, version));
  const { status, output } = await capture([
    ...['rpmbuild', '-ba', '--quiet', '--target', 'x86_64', '--define', `_topdir ${topdir}`],
    ...['--define', '_build_id_links none', '--define', '_binary_payload w1.gzdio', spec],
  ]);
  if (!succeeded(status)) throw new Error(output);
  return filesOf(topdir);
}

/** Imports packages into a hub and puts their build into a tag. */
export async function importPackages(
  hub: TestHub,
  files: ReadonlyMap<string, string>,
  tag: string,
): Promise<void> {
  const admin = await hub.as('kojiadmin');
  let nvr = '';
  for (const file of files.values()) {
    await admin.upload('import', basename(file), await readFile(file));
    await admin.call('importRPM', ['import', basename(file)]);
    if (file.endsWith('.src.rpm')) nvr = basename(file, '.src.rpm');
  }
  await admin.call('packageListAdd', [tag, nvr.replace(/-[^-]+-[^-]+$/, ''), 'kojiadmin']);
  await admin.call('tagBuildBypass', [tag, nvr]);
}

/** Signs copies of packages. */
export async function signCopies(
  key: SigningKey,
  files: ReadonlyMap<string, string>,
  folder: string,
): Promise<Map<string, string>> {
  const copies = new Map<string, string>();
  for (const [name, file] of files) {
    const copy = join(folder, basename(file));
    await copyFile(file, copy);
    await key.sign(copy);
    copies.set(name, copy);
  }
  return copies;
}

/** Has the hub keep the signature of a signed copy. */
export async function addSignature(hub: TestHub, signed: string): Promise<void> {
  const header = await ripSignatureHeader(signed);
  const admin = await hub.as('kojiadmin');
  await admin.call('addRPMSig', [basename(signed, '.rpm'), header.toString('base64')]);
}

/* The source package comes first, as imports want it. */
async function filesOf(topdir: string): Promise<Map<string, string>> {
  const { output } = await capture(['find', topdir, '-name', '*.rpm']);
  const files = output
    .trim()
    .split('\n')
    .sort((a, b) => Number(b.endsWith('.src.rpm')) - Number(a.endsWith('.src.rpm')));
  return new Map(files.map((file) => [nameOf(file), file]));
}

/* `tool.x86_64` of `tool-1-1.x86_64.rpm`. */
function nameOf(file: string): string {
  return basename(file, '.rpm').replace(/-[^-]+-[^-]+(\.[^.]+)$/, '$1');
}

function specOf(name: string, version: string): string {
  const part = (suffix: string, head: string) => [
    `%package ${suffix}`,
    'Summary: A part',
    head,
    `%description ${suffix}`,
    'test',
    `%files ${suffix}`,
    `/usr/share/${name}-${suffix}`,
  ];
  return [
    '%global debug_package %{nil}',
    `Name: ${name}`,
    `Version: ${version}`,
    'Release: 1',
    'Summary: A tiny package',
    'License: MIT',
    '%description',
    'test',
    ...part('doc', 'BuildArch: noarch'),
    ...part('debuginfo', 'AutoReqProv: no'),
    '%install',
    `mkdir -p %{buildroot}/usr/share`,
    ...['', '-doc', '-debuginfo'].map(
      (suffix) => `echo ${version} > %{buildroot}/usr/share/${name}${suffix}`,
    ),
    '%files',
    `/usr/share/${name}`,
    '',
  ].join('\n');
}
