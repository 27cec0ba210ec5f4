import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Options } from 'tsup';

/** Takes the place of the digest of what is behind it, by which packages/cli/bin/koji.js knows a script. */
const NO_DIGEST = '0'.repeat(16);

/**
 * How the scripts are built that `koji` starts from, see docs/decisions/022-koji-starts-from-scripts.md. Their first line is
 * a digest once `addDigest` has been there.
 */
export const scriptBuild = {
  format: 'cjs',
  target: 'node20',
  platform: 'node',
  outExtension: () => ({ js: '.cjs' }),
  minify: true,
  sourcemap: true,
  splitting: false,
  removeNodeProtocol: false,
  banner: { js: `//! ${NO_DIGEST}` },
  esbuildOptions: (options) => {
    options.conditions = ['@kojikit/source'];
    // To import one of Node's modules is to get all that it exports, and so to run what Node leaves for later.
    options.supported = { 'dynamic-import': false };
  },
} satisfies Options;

/** Writes the digest of a script into its first line, so that code which was compiled for another one is never taken. */
export function addDigest(file: string): void {
  const text = readFileSync(file, 'utf8');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, NO_DIGEST.length);
  writeFileSync(file, text.replace(NO_DIGEST, digest));
}
