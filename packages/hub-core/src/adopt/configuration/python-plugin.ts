import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a plugin in Python brings, as far as its text tells; it is not run. */
export interface PythonPlugin {
  readonly name: string;
  readonly file: string;
  /** Hook events that it listens to. */
  readonly callbacks: readonly string[];
  /** Methods that it adds, by the names that clients call. */
  readonly methods: readonly string[];
  readonly policyTests: readonly string[];
  /** Configuration files that it names. */
  readonly files: readonly string[];
}

/** More text than a plugin has. */
const LARGEST_PLUGIN = 4 * 2 ** 20;

/** Finds a plugin of Koji's hub in the folders of `PluginPath`; undefined when there is none. */
export function findPythonPlugin(name: string, folders: readonly string[]): PythonPlugin | undefined {
  for (const folder of folders) {
    for (const file of [join(folder, `${name}.py`), join(folder, name, '__init__.py')]) {
      if (existsSync(file) && statSync(file).size <= LARGEST_PLUGIN)
        return readPythonPlugin(name, file, readFileSync(file, 'utf8'));
    }
  }
  return undefined;
}

/** Reads what the text of a plugin shows: decorators, registrations, classes of policy tests. */
export function readPythonPlugin(name: string, file: string, text: string): PythonPlugin {
  const code = text.replace(/^\s*#.*$/gm, '');
  return {
    name,
    file,
    callbacks: callbacksOf(code),
    methods: methodsOf(code),
    policyTests: policyTestsOf(code),
    files: unique(
      [...code.matchAll(/['"](\/etc\/[^'"\s]+\.(?:conf|toml|ini|ya?ml))['"]/g)].map(([, path]) => path!),
    ),
  };
}

function callbacksOf(code: string): string[] {
  const calls = [
    ...code.matchAll(/@(?:[\w.]+\.)?callback\(([^)]*)\)/g),
    ...code.matchAll(/register_callback\(\s*(['"]\w+['"])/g),
  ];
  return unique(
    calls.flatMap(([, args = '']) => [...args.matchAll(/['"](\w+)['"]/g)].map(([, event]) => event!)),
  );
}

function methodsOf(code: string): string[] {
  const names: string[] = [];
  const decorated =
    /((?:^[ \t]*@[^\n]*\n)*^[ \t]*@(?:[\w.]+\.)?export(?:_as|_in)?\b[^\n]*\n(?:^[ \t]*@[^\n]*\n)*)^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/gm;
  for (const [, decorators = '', name = ''] of code.matchAll(decorated)) {
    const alias = /export_as\(\s*['"]([\w.]+)['"]/.exec(decorators)?.[1];
    const module = /export_in\(\s*['"]([\w.]+)['"]/.exec(decorators)?.[1];
    names.push(alias ?? (module === undefined ? name : `${module}.${name}`));
  }
  return unique(names);
}

function policyTestsOf(code: string): string[] {
  const classes = code.matchAll(/^class\s+\w+\(([^)]*)\):\n((?:[ \t]+[^\n]*\n|[ \t]*\n)*)/gm);
  return unique(
    [...classes]
      .filter(([, parents = '']) => /policy\.|Test\b/.test(parents))
      .flatMap(([, , body = '']) => /^[ \t]+name\s*=\s*['"](\w+)['"]/m.exec(body)?.[1] ?? []),
  );
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
