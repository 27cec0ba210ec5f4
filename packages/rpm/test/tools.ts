import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The path of a package that the tests read. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** Whether a program of the rpm family is installed. */
export function hasProgram(program: string, ...probe: string[]): boolean {
  return spawnSync(program, probe.length > 0 ? probe : ['--version']).status === 0;
}

/** The output of a program that must succeed. */
export function run(program: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    input,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  return stdout;
}
