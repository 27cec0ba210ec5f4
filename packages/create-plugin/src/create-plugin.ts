import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pluginNames, type PluginNames } from './plugin-names.js';

/** What plugin is wanted, and where. */
export interface PluginRequest {
  /** `host-facts`, `@acme/host-facts`, or the whole name of the package. */
  readonly name: string;
  /** Default: a folder of the package's name, without its scope, in the working folder. */
  readonly directory?: string;
  /** Gives the work up: nothing is made then, and its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** What was made. */
export interface CreatedPlugin extends PluginNames {
  readonly directory: string;
}

const TEMPLATE = join(import.meta.dirname, '..', 'template');
/** npm leaves files called .gitignore out of packages, and a second package.json in one misleads what reads packages. */
const NAMES: Readonly<Record<string, string>> = { gitignore: '.gitignore', 'package-json': 'package.json' };

/**
 * Makes the folder of a new plugin. It is written beside its place and moved there when it is whole, so that there is
 * never half of one.
 * Throws Error for a bad name, and for a place that is taken by a file or by a folder with anything in it.
 */
export async function createPlugin({ name, directory, signal }: PluginRequest): Promise<CreatedPlugin> {
  const names = pluginNames(name);
  const target = resolve(directory ?? basename(names.packageName));
  await assertFree(target);
  await mkdir(dirname(target), { recursive: true });
  const unfinished = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await copyFilled(TEMPLATE, unfinished, names, signal);
    // mkdtemp keeps all others out; what is made has the usual mode.
    await chmod(unfinished, 0o777 & ~process.umask());
    signal?.throwIfAborted();
    await moveTo(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  return { ...names, directory: target };
}

async function assertFree(target: string): Promise<void> {
  const entries = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') throw new Error(`${target} is a file: name another folder with --dir`);
    throw error;
  });
  if (entries.length > 0) throw notEmpty(target);
}

const notEmpty = (target: string) =>
  new Error(`${target} is there already and not empty: name another folder with --dir`);

async function moveTo(unfinished: string, target: string): Promise<void> {
  try {
    // Takes the place of an empty folder, and of nothing else.
    await rename(unfinished, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw notEmpty(target);
    throw error;
  }
}

async function copyFilled(
  from: string,
  to: string,
  names: PluginNames,
  signal: AbortSignal | undefined,
): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    signal?.throwIfAborted();
    const place = join(to, NAMES[entry.name] ?? entry.name);
    if (entry.isDirectory()) await copyFilled(join(from, entry.name), place, names, signal);
    else await writeFile(place, fill(await readFile(join(from, entry.name), 'utf8'), names));
  }
}

function fill(text: string, { name, id, pascal, packageName }: PluginNames): string {
  return text
    .replaceAll('__PACKAGE__', packageName)
    .replaceAll('__NAME__', name)
    .replaceAll('__PASCAL__', pascal)
    .replaceAll('__ID__', id);
}
