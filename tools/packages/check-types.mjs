import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { root } from './workspace.mjs';

const options = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  strict: true,
  noEmit: true,
};

/**
 * Type-checks a consumer of the installed package: a file that imports every entry, and the hand-written one of
 * `tools/consumers` where a package has one. Library checks stay on for our own declarations, so that a type of a
 * dependency that the package forgot to declare is found; mistakes inside other people's declarations are theirs.
 */
export function typeProblems(folder, name, entries) {
  const imports = entries.map((entry, index) => `import * as entry${index} from '${entry}';`);
  const uses = entries.map((entry, index) => `void entry${index};`);
  const files = [join(folder, 'every-entry.ts')];
  writeFileSync(files[0], `${[...imports, ...uses].join('\n')}\n`);
  const written = join(root, 'tools', 'consumers', `${name}.ts`);
  if (existsSync(written)) {
    files.push(join(folder, 'consumer.ts'));
    cpSync(written, files[1]);
  }
  const program = ts.createProgram(
    files,
    { ...options, typeRoots: [join(folder, 'node_modules', '@types')] },
    cachingHost(),
  );
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => !file || isOurs(file.fileName))
    .map((diagnostic) => `types: ${describe(diagnostic)}`);
}

const isOurs = (file) => !file.includes(`${sep}node_modules${sep}`) || file.includes(`${sep}@kojikit${sep}`);

function describe({ file, start, messageText }) {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (!file || start === undefined) return text;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${file.fileName.replace(/.*node_modules./, '')}:${line + 1}: ${text}`;
}

const librarySources = new Map();

/** TypeScript's own library files are the same for every trial: they are parsed once. */
function cachingHost() {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (!/[\\/]typescript[\\/]lib[\\/]/.test(name)) return read(name, ...rest);
    if (!librarySources.has(name)) librarySources.set(name, read(name, ...rest));
    return librarySources.get(name);
  };
  return host;
}
