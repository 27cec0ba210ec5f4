import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program of this machine and returns what it printed. Throws with its error output when it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  try {
    const { stdout } = await execute(program, args, { maxBuffer: 64 * 1024 * 1024, ...options });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')}: ${stderr}${stdout}`, { cause: error });
  }
}

/** A sentence about those of the programs that this machine lacks; undefined when it has all. */
export async function missingPrograms(...programs: string[]): Promise<string | undefined> {
  const found = new Set<string>();
  for (const program of programs) {
    await runProgram('which', [program]).then(
      () => found.add(program),
      () => undefined,
    );
  }
  const missing = programs.filter((program) => !found.has(program));
  return missing.length === 0 ? undefined : `${missing.join(', ')} not installed`;
}
