import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { expect, it, onTestFinished } from 'vitest';
import { sourceStack } from './source-stack.js';

it.each([
  ['module', (file: string) => pathToFileURL(file).href],
  ['script', (file: string) => file],
])('names the lines of the sources of a %s, and leaves places without a map alone', async (what, nameOf) => {
  const directory = await mkdtemp(join(tmpdir(), 'kojikit-stack-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'built.mjs');
  const source = `interface Unused {\n  readonly a: string;\n}\n\nexport function fail(): never {\n  throw new Error('on purpose');\n}\n`;
  const { outputText: code, sourceMapText: map } = ts.transpileModule(source, {
    fileName: 'source.ts',
    compilerOptions: { sourceMap: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  await writeFile(file, code);
  await writeFile(`${file}.map`, map!);
  const built = nameOf(file);
  const line = code.split('\n').findIndex((text) => text.includes('throw new Error'));
  const stack = `Error: on purpose\n    at fail (${built}:${line + 1}:9)\n    at file:///nowhere/else.js:3:7\n    at /nowhere/else.cjs:3:7\n    at node:internal/x:1:2`;
  expect(sourceStack(stack).split('\n')).toEqual([
    'Error: on purpose',
    expect.stringMatching(/at fail \(file:.*\/source\.ts:6:\d+\)$/),
    '    at file:///nowhere/else.js:3:7',
    '    at /nowhere/else.cjs:3:7',
    '    at node:internal/x:1:2',
  ]);
});
