import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { packageVersion } from './package-version.js';

it('finds the version of the package around a module, past others, by URL and by path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-version-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const parts = join(folder, 'dist/parts');
  mkdirSync(parts, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "greet", "version": "1.4.0" }');
  writeFileSync(join(folder, 'dist/package.json'), '{ "type": "commonjs" }');
  const module = join(parts, 'greet.cjs');
  expect(packageVersion('greet', module)).toBe('1.4.0');
  expect(packageVersion('greet', pathToFileURL(module).href)).toBe('1.4.0');
  expect(packageVersion('other', module)).toBe('');
});
