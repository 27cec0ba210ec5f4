import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main } from './main.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kojikit-create-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** What the program says and ends with. */
async function run(...args: string[]): Promise<{ status: number; output: string; errors: string }> {
  const said = { output: '', errors: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.output += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.errors += String(text)), true));
  const status = await main(args);
  vi.restoreAllMocks();
  return { status, ...said };
}

it('says its version and how it is called', async () => {
  expect(await run('--version')).toMatchObject({
    status: 0,
    output: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
  });
  const { status, output } = await run('--help');
  expect(status).toBe(0);
  expect(output).toContain('create-plugin [--dir DIR] NAME');
  expect(output).toContain('the folder to make');
});

it.each([[[]], [['one', 'two']]])('wants one name, not %j', async (names) => {
  const { status, errors } = await run(...names);
  expect(status).toBe(2);
  expect(errors).toContain('create-plugin [--dir DIR] NAME');
  expect(errors).toContain('create-plugin: Please specify one name');
});

it('makes the plugin and says how to go on', async () => {
  const target = join(folder, 'facts');
  const { status, output } = await run('--dir', target, 'facts');
  expect(status).toBe(0);
  expect(output).toMatch(/^kojikit-plugin-facts is made/);
  expect(output).toContain('npm install');
  expect(readdirSync(target)).toContain('package.json');
});

it('says why there is none where the place is taken', async () => {
  mkdirSync(join(folder, 'facts'));
  writeFileSync(join(folder, 'facts', 'mine'), '');
  const { status, output, errors } = await run('--dir', join(folder, 'facts'), 'facts');
  expect({ status, output }).toEqual({ status: 1, output: '' });
  expect(errors).toMatch(/^create-plugin: .*facts/);
  expect(readdirSync(join(folder, 'facts'))).toEqual(['mine']);
});
