import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { bundledProgram } from './bundled-program.js';

/* Below this package, where its own imports are found. */
async function programWith(source: string): Promise<string> {
  const results = join(import.meta.dirname, '../.test-results');
  await mkdir(results, { recursive: true });
  const folder = await mkdtemp(join(results, 'program-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const entry = join(folder, 'program.ts');
  await writeFile(entry, source);
  return entry;
}

it('runs as its sources would, with what they import and where they lie', async () => {
  const entry = await programWith(`
    import { TASK_STATES } from '@kojikit/protocol';
    import sql from 'sql-template-tag';
    const found: string = [TASK_STATES.OPEN, sql\`SELECT 1\`.text, import.meta.dirname, import.meta.url].join(' ');
    console.log(found);`);
  const program = await bundledProgram(entry);
  const folder = join(entry, '..');
  expect(execFileSync(process.execPath, [program], { encoding: 'utf8' })).toBe(
    `1 SELECT 1 ${folder} file://${entry}\n`,
  );
});

it('is made once', async () => {
  const entry = await programWith('console.log(1);');
  const [one, other] = await Promise.all([bundledProgram(entry), bundledProgram(entry)]);
  expect(one).toBe(other);
  await rm(entry);
  expect(await bundledProgram(entry)).toBe(one);
});

it('is refused where no run would remove it', async () => {
  vi.stubEnv('KOJIKIT_BUNDLED_PROGRAMS', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(bundledProgram('/program.ts')).rejects.toThrow(
    'KOJIKIT_BUNDLED_PROGRAMS is not set: vitest wants the globalSetup @kojikit/testing/bundled-program',
  );
});
