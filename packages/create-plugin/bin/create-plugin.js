#!/usr/bin/env node
// Stands beside the build, so that npm finds a program to link in a clone that has not been built yet.
import { existsSync } from 'node:fs';
import process from 'node:process';

const program = new URL('../dist/bin.js', import.meta.url);
if (existsSync(program)) {
  // Stacks name the lines of the sources, which are in the package.
  process.setSourceMapsEnabled(true);
  await import(program.href);
} else {
  process.stderr.write('create-plugin: this clone of Kojikit is not built yet: run `npm run build` first\n');
  process.exitCode = 1;
}
