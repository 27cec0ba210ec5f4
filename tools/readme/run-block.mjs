import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { fileNameOf, isRun } from './read-blocks.mjs';

const PATIENCE_MS = 300_000;

/** What a program that stays prints when it is up: a block that starts one is not waited for any longer. */
const UP = [/^koji-hub answers at /m, /Ctrl-C ends the site/, /^koji-web answers at /m, /Taking tasks of /];

/** Process groups of blocks that have not ended. */
const groups = new Set();

/** Ends every program of a block that still runs, at once. */
export function endBlocks() {
  for (const pid of groups) process.kill(-pid, 'SIGKILL');
}

const require = createRequire(import.meta.url);

/**
 * Runs a block in `folder` word for word: shell commands by `sh -e`, modules by Node (TypeScript without its types), tests
 * by vitest. A block that names a file is written as that file first. `enter` is the command line that brings a program to where it is
 * to run, if that is not here. Returns what was wrong, and in `running` what stays.
 */
export async function runBlock(block, { folder, environment, enter = [] }) {
  const name = fileNameOf(block);
  const file = name ?? `example-${block.line}.${block.language === 'sh' ? 'sh' : 'mjs'}`;
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), textFor(file, block));
  if (!isRun(block) || /config\.ts$/.test(file)) return {};
  const [program, ...args] =
    block.language === 'sh'
      ? ['sh', '-e', file]
      : file.endsWith('.test.ts')
        ? [process.execPath, join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs'), 'run', file]
        : [process.execPath, file];
  const [first, ...rest] = [...enter, program, ...args];
  return runToEndOrUp(first, rest, { cwd: folder, env: environment });
}

function textFor(file, { language, text }) {
  if (language !== 'ts' || file.endsWith('.ts')) return text;
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}

function runToEndOrUp(program, args, options) {
  return new Promise((resolve) => {
    // In a group of its own, so that a shell and what it started are ended together.
    const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    const { pid } = child;
    if (pid !== undefined) groups.add(pid);
    const ended = new Promise((over) => child.once('close', (code) => over(code)));
    void ended.then(() => groups.delete(pid));
    const running = {
      async stop() {
        if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
        await ended;
      },
    };
    const late = setTimeout(() => {
      process.kill(-child.pid, 'SIGKILL');
      resolve({ problem: `neither ended nor came up\n${printed}` });
    }, PATIENCE_MS);
    const settle = (outcome) => {
      clearTimeout(late);
      resolve(outcome);
    };
    const hear = (data) => {
      printed += data;
      if (UP.some((line) => line.test(printed))) settle({ running, printed });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => settle({ problem: error.message }));
    void ended.then((code) =>
      settle(code === 0 ? { printed } : { problem: `ended with status ${code}\n${printed}` }),
    );
  });
}
