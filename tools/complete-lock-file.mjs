import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Run after `npm install` where `npm ci` then says that platform packages are missing from the lock file: a registry
 * that serves the binaries of its own platforms only makes npm leave the others out. This adds them with version,
 * system and processor, as their names tell; npm fetches and verifies them where they are installed.
 */
const file = join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];

for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const platform = platformOf(name);
    const key = `node_modules/${name}`;
    if (platform === undefined || !/^\d/.test(version) || lock.packages[key] !== undefined) continue;
    lock.packages[key] = { version, ...platform, ...(parent.dev && { dev: true }), optional: true };
    added.push(name);
  }
}

if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}
console.log(added.length > 0 ? `added ${added.join(', ')}` : 'nothing is missing');

function platformOf(name) {
  const match = /-?(darwin|linux|freebsd|openbsd|win32|android|openharmony)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(
    name,
  );
  if (match === null) return undefined;
  const [, os, cpu, kind] = match;
  const libc = os !== 'linux' || kind === undefined ? undefined : kind.includes('musl') ? 'musl' : 'glibc';
  return { cpu: [cpu], os: [os], ...(libc && { libc: [libc] }) };
}
