import { builtinModules } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { houseRules } from './tools/eslint/house-rules.js';

const tests = ['**/*.test.ts', '**/*.test-d.ts', 'packages/*/test/**/*.ts', 'e2e/**/*.ts'];
const configFiles = [
  '*.config.{js,ts}',
  '*.base.ts',
  'packages/*/*.config.ts',
  'docs/.vitepress/config.mjs',
  'docs/.vitepress/theme/index.js',
];
const publicEntries = [
  'packages/*/src/{index,plugin,hub,builder,cli,api,messages,postgres-setup}.ts',
  'packages/testing/src/{amqp,conformance,mail,pages}/index.ts',
];
const pluginEntries = ['packages/plugin-*/src/{hub,builder,cli}.ts', 'packages/web/src/hub.ts'];
const printsOnPurpose = [
  'packages/cli/**',
  'packages/plugin-*/src/cli/**',
  'packages/plugin-*/src/cli.ts',
  '**/bin.ts',
  'packages/*/src/bin/**',
  'tools/**',
  'examples/**',
  'bench/**',
  'packages/testing/src/**',
];

const importsByPrefix = builtinModules
  .filter((name) => !name.startsWith('_') && !name.startsWith('node:'))
  .map((name) => ({ name, message: `Write node:${name}.` }));

const noShell = ['child_process', 'node:child_process'].map((name) => ({
  name,
  importNames: ['exec', 'execSync'],
  message: 'A shell reads its arguments again: use spawn or execFile with an argument list.',
}));

const shellOption = {
  selector: "Property[key.name='shell'][value.value!=false]",
  message: 'Child processes get an argument list, never a shell.',
};
const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only; the default export is for plugin entries and tool configuration.',
};
const focusedTest = {
  selector:
    'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|skipIf|runIf|todo)$/]',
  message:
    'No focused and no silently skipped tests: `skip(condition, reason)` of the context of a test, or `describeNeeding`.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      'coverage/**',
      'docs/.vitepress/cache/**',
      'tools/consumers/**',
      '**/fixtures/**',
      'packages/create-plugin/template/**',
      '**/public/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    plugins: { house: houseRules },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-console': 'error',
      'no-undef': 'off',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'max-lines': ['error', { max: 600 }],
      'no-restricted-imports': ['error', { paths: [...importsByPrefix, ...noShell] }],
      'no-restricted-syntax': ['error', shellOption, focusedTest, defaultExport],
      'house/kebab-case-file': 'error',
      'house/import-order': 'error',
      'house/throws-in-words': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { args: 'after-used', caughtErrors: 'all', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'house/private-keyword': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/no-base-to-string': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: ['variable', 'function', 'parameter', 'classProperty', 'classMethod', 'typeLike'],
          format: null,
          leadingUnderscore: 'forbid',
        },
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z][a-z]', match: false },
        },
      ],
    },
  },
  {
    files: ['packages/{hub-core,protocol,client,rpm}/src/**/*.ts', 'packages/plugin-*/src/**/*.ts'],
    // Columns of queries are named by us; the decoder has a way of its own.
    ignores: [...tests, 'packages/hub-core/src/db/**', 'packages/protocol/src/codec/value-reader.ts'],
    rules: { 'house/keys-are-data': 'error' },
  },
  { files: publicEntries, rules: { 'house/documented-exports': 'error' } },
  { files: printsOnPurpose, rules: { 'no-console': 'off' } },
  {
    files: [...configFiles, ...pluginEntries],
    rules: { 'no-restricted-syntax': ['error', shellOption, focusedTest] },
  },
  {
    files: tests,
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.cjs', 'packages/cli/bin/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
