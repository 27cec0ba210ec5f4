import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Imports every entry in a process of its own, from the trial folder. */
export async function importProblems(folder, entries) {
  const problems = [];
  for (const entry of entries) {
    const script = `await import(${JSON.stringify(entry)});`;
    const { code, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: folder,
    });
    if (code !== 0) problems.push(`import ${entry} fails:\n${stderr}`);
  }
  return problems;
}

/** `koji` runs each command of a plugin by its script, of which it keeps what was compiled. */
export async function commandProblems(folder, { name: plugin, exports, kojikit }) {
  const script = join(folder, 'node_modules', plugin, exports['./cli']['@kojikit/script']);
  const digest = /^\/\/! ([0-9a-f]{16})\n/.exec(readFileSync(script, 'utf8'))?.[1];
  if (digest === undefined) return [`${script} does not begin with its digest`];
  const problems = [];
  for (const { name } of kojikit.cli.commands) {
    const program = join(folder, 'node_modules', '.bin', 'koji');
    const parameters = ['--server', 'http://localhost/kojihub', name, '--help'];
    const kept = join(folder, 'compiled', name);
    const env = { ...process.env, NODE_COMPILE_CACHE: kept };
    const { code, stderr } = await run(program, parameters, { cwd: folder, env });
    if (code !== 0) problems.push(`koji ${name} --help exits ${code}:\n${stderr}`);
    else if (!existsSync(kept) || !readdirSync(kept).some((file) => file.startsWith(digest)))
      problems.push(`koji ${name} does not run ${script}`);
  }
  return problems;
}

/** Each program explains itself and refuses an option that it does not know. */
export async function binProblems(folder, manifest) {
  const problems = [];
  for (const bin of Object.keys(manifest.bin ?? {})) {
    const program = join(folder, 'node_modules', '.bin', bin);
    const help = await run(program, ['--help'], { cwd: folder });
    if (help.code !== 0) problems.push(`${bin} --help exits ${help.code}:\n${help.stderr}`);
    else if (!/usage/i.test(help.stdout)) problems.push(`${bin} --help prints no usage`);
    if (help.stdout.includes('--version')) {
      const version = await run(program, ['--version'], { cwd: folder });
      if (!version.stdout.includes(manifest.version))
        problems.push(`${bin} --version does not print ${manifest.version}`);
    }
    const refused = await run(program, ['--no-such-option'], { cwd: folder });
    if (refused.code === 0) problems.push(`${bin} accepts an unknown option`);
    if (/^\s+at .*:\d+:\d+\)?$/m.test(refused.stderr))
      problems.push(`${bin} answers an unknown option with a stack trace`);
  }
  return problems;
}
