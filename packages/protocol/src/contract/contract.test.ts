import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

function messages(program: ts.Program, file: string): string[] {
  const source = program.getSourceFile(file);
  return ts
    .getPreEmitDiagnostics(program, source)
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

const plugin = path('../../fixtures/augmentation.ts');

test('a plugin adds its methods to HubApi of the sources', () => {
  const program = ts.createProgram([plugin], { ...compilerOptions, customConditions: ['@kojikit/source'] });
  expect(messages(program, plugin)).toEqual([]);
});

test('a plugin adds its methods to HubApi of the built package', ({ skip }) => {
  skip(!existsSync(path('../../dist/index.d.ts')), 'the package is not built');
  expect(messages(ts.createProgram([plugin], compilerOptions), plugin)).toEqual([]);
});

interface Recorded {
  readonly name: string;
  readonly args: { readonly name: string; readonly default?: unknown }[];
  readonly varargs: boolean;
  readonly kwargs: boolean;
}

/** The methods of plugins are declared by the plugins. */
const OF_PLUGINS = [
  'createSideTag',
  'editSideTag',
  'listSideTags',
  'removeSideTag',
  'runroot',
  'saveFailedTree',
];

test("every method of Koji's hub is declared with its parameters in order", () => {
  const file = path('hub-api.ts');
  const program = ts.createProgram([file], compilerOptions);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error('hub-api.ts cannot be read');
  const declaration = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === 'HubApi',
  );
  if (declaration === undefined) throw new Error('HubApi is not declared');
  const memberType = (type: ts.Type, name: string) => {
    const symbol = type.getProperty(name);
    return symbol === undefined ? undefined : checker.getTypeOfSymbol(symbol);
  };
  const declared = new Map(
    checker
      .getTypeAtLocation(declaration)
      .getProperties()
      .map((method) => {
        const entry = checker.getTypeOfSymbol(method);
        const collectors = ['rest', 'keywords'].map((kind) => {
          const type = memberType(entry, kind);
          return type?.isStringLiteral() ? type.value : undefined;
        });
        const params = memberType(entry, 'params')?.getProperties() ?? [];
        const plain = params
          .filter((parameter) => !collectors.includes(parameter.name))
          .map((parameter) => `${parameter.name}${parameter.flags & ts.SymbolFlags.Optional ? '?' : ''}`);
        return [
          method.name,
          { plain, rest: collectors[0] !== undefined, keywords: collectors[1] !== undefined },
        ];
      }),
  );
  const recorded = JSON.parse(readFileSync(path('../../fixtures/api.json'), 'utf8')) as Recorded[];
  for (const { name, args, varargs, kwargs } of recorded) {
    if (OF_PLUGINS.includes(name)) continue;
    expect([name, declared.get(name)]).toEqual([
      name,
      {
        plain: args.map((argument) => `${argument.name}${'default' in argument ? '?' : ''}`),
        rest: varargs,
        keywords: kwargs,
      },
    ]);
  }
});
