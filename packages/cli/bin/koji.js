#!/usr/bin/env node
// Stands beside the build, so that npm finds a program to link in a clone that has not been built yet.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const program = new URL('../dist/bin.js', import.meta.url);
if (existsSync(program)) {
  // Node 22 keeps what it has compiled. Not in the folder of all users, where somebody else could have put code before.
  module.enableCompileCache?.(
    process.env.NODE_COMPILE_CACHE ||
      join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kojikit'),
  );
  await import(program.href);
} else {
  process.stderr.write('koji: this clone of Kojikit is not built yet: run `npm run build` first\n');
  process.exitCode = 1;
}
