import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from './workspace.mjs';
import { run } from './run.mjs';

/** publint on the files that the tarball really has. */
export async function publintProblems({ manifest }, tarball) {
  const data = readFileSync(tarball);
  const { messages } = await publint({
    pack: { tarball: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) },
  });
  return messages
    .filter(({ type }) => type !== 'suggestion')
    .map((message) => `publint: ${formatMessage(message, manifest) ?? message.code}`);
}

/** "Are the types wrong": every entry resolves to types that say what the module is, for ESM importers only. */
export async function attwProblems(tarball) {
  const attw = join(root, 'node_modules', '.bin', 'attw');
  const options = [
    '--profile',
    'esm-only',
    '--no-definitely-typed',
    '--no-color',
    '--no-emoji',
    '--format',
    'ascii',
  ];
  const { code, stdout, stderr } = await run(attw, [tarball, ...options]);
  return code === 0 ? [] : [`attw:\n${stdout}${stderr}`];
}
