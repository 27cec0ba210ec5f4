import { open, readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BuildError } from '@kojikit/protocol';

/** Bytes of a spec file in which those can be. */
const HEAD = 4096;
const FIELDS = ['Packager', 'Distribution', 'Vendor'];

/**
 * The spec file of a checkout: the only one, or that which is named as its folder. Throws BuildError if there is none, if
 * none is the one, or if it sets what the build system sets.
 * @param useLayout Whether it may lie in a folder `SPECS`.
 */
export async function findSpec(folder: string, useLayout: boolean): Promise<string> {
  let specs = await specsIn(folder);
  if (specs.length === 0 && useLayout) specs = await specsIn(join(folder, 'SPECS'));
  if (specs.length === 0) throw new BuildError('No spec file found');
  const own = `${basename(folder)}.spec`;
  const spec = specs.length === 1 ? specs[0] : specs.find((path) => basename(path) === own);
  if (spec === undefined) {
    const names = specs.map((path) => basename(path)).join(', ');
    throw new BuildError(`Multiple spec files found but none is matching SCM checkout dir name: ${names}`);
  }
  if (!(await realpath(spec)).startsWith(`${await realpath(folder)}/`))
    throw new BuildError(`the spec file ${basename(spec)} is a link that leads out of the repository`);
  await refuseOwnFields(spec);
  return spec;
}

/** Throws BuildError for a spec file that sets what the build system sets. */
export async function refuseOwnFields(spec: string): Promise<void> {
  // Koji looks at the start of the file alone; what it builds is built here as well.
  const text = await headOf(spec);
  for (const field of FIELDS) {
    if (text.startsWith(`${field}:`)) throw new BuildError(`${field} is not allowed to be set in spec file`);
    const macro = field.toLowerCase();
    if (new RegExp(`^%define\\s+${macro}\\s+`).test(text))
      throw new BuildError(`${macro} is not allowed to be defined in spec file`);
  }
}

async function headOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function specsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const specs = names.filter((name) => name.endsWith('.spec') && !name.startsWith('.')).sort();
  return specs.map((name) => join(folder, name));
}
