/**
 * Who may import whom. A boundary is enforced on the resolved file, so neither a package name nor a relative path gets
 * around it.
 */
const { readFileSync, readdirSync } = require('node:fs');

const testFiles = '([.]test(-d)?[.]ts$|^packages/[^/]+/(test|examples)/)';
const configFiles = '(^[^/]+$|^packages/[^/]+/[^/]+[.]config[.]ts$)';

/** A package named `from` may reach the packages in `allowed` and itself; its tests may also use `testing`. */
function boundary(from, allowed) {
  return {
    name: `boundary-${from}`,
    severity: 'error',
    from: { path: `^packages/${from}/`, pathNot: testFiles },
    to: { path: '^packages/', pathNot: `^packages/(${[from, ...allowed].join('|')})/` },
  };
}

/** A package of ours that a library file imports stands in its package.json, or its tarball would not work alone. */
function declaredOnly(folder) {
  const manifest = JSON.parse(readFileSync(`${__dirname}/packages/${folder}/package.json`, 'utf8'));
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter((name) => name.startsWith('@kojikit/'))
    .map((name) => name.slice('@kojikit/'.length));
  return {
    name: `undeclared-in-${folder}`,
    severity: 'error',
    from: { path: `^packages/${folder}/`, pathNot: testFiles },
    to: { path: '^packages/', pathNot: `^packages/(${[folder, ...declared].join('|')})/` },
  };
}

module.exports = {
  forbidden: [
    {
      // Those of types as well: see docs/decisions/005-arrows-run-one-way.md.
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      // What every room of the hub stands on stands on none of them.
      name: 'ground-of-the-hub',
      severity: 'error',
      from: { path: '^packages/hub-core/src/ground/', pathNot: testFiles },
      to: {
        path: '^packages/hub-core/src/',
        pathNot:
          '^packages/hub-core/src/(ground/|db/(database|relay|migrations/migration)[.]ts$|config/hub-config[.]ts$)',
      },
    },
    {
      name: 'no-relative-import-leaves-a-package',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: configFiles },
      to: {
        dependencyTypesNot: ['aliased', 'npm', 'core'],
        path: '^(packages|tools|e2e)/',
        pathNot: '^packages/$1/',
      },
    },
    ...readdirSync(`${__dirname}/packages`).map(declaredOnly),
    boundary('protocol', []),
    boundary('rpm', []),
    boundary('command-line', ['protocol']),
    boundary('client', ['protocol']),
    boundary('hub-core', ['protocol', 'rpm', 'command-line']),
    boundary('builder', ['protocol', 'rpm', 'client', 'command-line']),
    boundary('cli', ['protocol', 'rpm', 'client', 'command-line']),
    boundary('web', ['protocol', 'client', 'hub-core', 'command-line']),
    boundary('testing', ['protocol', 'client', 'rpm', 'hub-core']),
    {
      name: 'boundary-plugins',
      severity: 'error',
      from: { path: '^packages/(plugin-[^/]+)/', pathNot: testFiles },
      to: { path: '^packages/', pathNot: '^packages/($1|protocol|client|hub-core|builder|cli)/' },
    },
    {
      // Whoever else opened the database would go past the hub's rules; programs beside it would load all of knex.
      name: 'only-the-hub-opens-the-database',
      severity: 'error',
      from: { path: '^packages/', pathNot: ['^packages/(hub-core|testing)/', testFiles] },
      to: { path: 'node_modules/(knex|pg|pg-[^/]+|better-sqlite3)/' },
    },
    {
      name: 'plugins-use-the-plugin-entry-of-their-host',
      severity: 'error',
      from: { path: '^packages/(plugin-[^/]+|web)/', pathNot: testFiles },
      to: { path: '^packages/(hub-core|builder|cli)/', pathNot: '^packages/[^/]+/src/plugin[.]ts$' },
    },
    {
      name: 'only-the-site-knows-plugins',
      severity: 'error',
      from: { path: '^packages/', pathNot: ['^packages/(site|plugin-[^/]+)/', testFiles] },
      to: { path: '^packages/plugin-' },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: '^packages/', pathNot: ['^packages/testing/', testFiles] },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'no-test-in-a-library',
      severity: 'error',
      from: { path: '^packages/', pathNot: testFiles },
      to: { path: testFiles },
    },
    {
      name: 'no-orphan',
      severity: 'error',
      from: {
        orphan: true,
        path: '^packages/[^/]+/src/',
        pathNot: [
          testFiles,
          '[.]d[.]ts$',
          '^packages/[^/]+/src/(index|bin|plugin|hub|builder|cli|api)[.]ts$',
        ],
      },
      to: {},
    },
    {
      name: 'no-undeclared-dependency',
      severity: 'error',
      from: { path: '^packages/', pathNot: [configFiles, testFiles] },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        // What the tools of the repository use as well is a dev dependency of the root, too.
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
        pathNot: '^packages/',
      },
    },
    {
      name: 'tests-use-declared-dependencies',
      severity: 'error',
      from: { path: testFiles },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^packages/' },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: ['^packages/create-plugin/template/', '^packages/[^/]+/dist/', '/fixtures/', '^[.]nx/'],
    },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@kojikit/source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
