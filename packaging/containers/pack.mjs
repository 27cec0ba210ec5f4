import { resolve } from 'node:path';
import { packAll } from '../../tools/packages/pack.mjs';
import { workspacePackages } from '../../tools/packages/workspace.mjs';

/**
 * `node packaging/containers/pack.mjs FOLDER NAME…` packs these packages and those of ours that they need, as they would be
 * published, so that an image is built from a clone and from no registry but that of others' packages. Throws for a name that
 * is none.
 */
const [folder, ...names] = process.argv.slice(2);
const all = new Map(workspacePackages().map((entry) => [entry.manifest.name, entry]));
const wanted = new Set();

function add(name) {
  const entry = all.get(name);
  if (!entry) throw new Error(`${name} is no package of this repository`);
  if (wanted.has(entry)) return;
  wanted.add(entry);
  const { dependencies = {} } = entry.manifest;
  for (const other of Object.keys(dependencies)) if (all.has(other)) add(other);
}

if (folder === undefined || names.length === 0) throw new Error('say a folder and names of packages');
for (const name of names) add(`@kojikit/${name}`);
await packAll([...wanted], resolve(folder));
