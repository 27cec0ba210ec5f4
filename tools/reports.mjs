import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { root, workspacePackages } from './packages/workspace.mjs';
import { apiReport } from './surface/api-report.mjs';
import { comingFromKoji } from './surface/coming-from-koji.mjs';
import { commandTables } from './surface/command-tables.mjs';
import { commandPages } from './surface/command-reference.mjs';
import { configurationPages } from './surface/configuration-reference.mjs';
import { kojidOptions } from './surface/kojid-options.mjs';
import { exampleConfigs } from './surface/example-config.mjs';
import { contractWithWords } from './surface/contract-words.mjs';
import { faultTable } from './surface/fault-table.mjs';
import { coreRegistry, rpcReport, sqlReport } from './surface/hub-reports.mjs';
import { referencePages } from './surface/reference-pages.mjs';
import { references } from './surface/reference.mjs';

/**
 * `npm run reports` writes what the packages show to others into files beside them, so that a change of it is seen:
 * report.api.md (exports), report.rpc.json (API methods) and report.sql.md (tables), the command line's tables
 * of commands, the table of kojid's options that `koji-hub adopt` has, and the reference of configuration files and commands in `docs/reference`, and the example files of the service units.
 * The hub's words go to where they are read: above the methods of the contract, into reference.json beside the packages, and into
 * the pages of `docs/reference/api`. With `--check` nothing is written, and a file that is out of date is named.
 */
const checkOnly = process.argv.includes('--check');
const stale = [];

function report(folder, name, text) {
  const file = join(folder, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  stale.push(relative(root, file));
  if (checkOnly) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Pages that are all that a folder holds: what else is there is of something that is gone. */
function reportPages(folder, pages) {
  for (const [name, text] of pages) report(folder, name, text);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.md'))) {
    if (pages.has(name)) continue;
    stale.push(relative(root, join(folder, name)));
    if (!checkOnly) rmSync(join(folder, name));
  }
}

const commands = join(root, 'packages/cli/src/commands');
for (const [name, text] of await commandTables(commands)) report(commands, name, text);
const hubs = new Map();
for (const entry of workspacePackages()) {
  report(entry.path, 'report.api.md', apiReport(entry));
  if (!entry.manifest.kojikit?.hub) continue;
  const { default: plugin } = await import(`${entry.manifest.name}/hub`);
  const { methods = [], policyTests = [] } = plugin;
  if (methods.length > 0) report(entry.path, 'report.rpc.json', rpcReport(methods));
  if (methods.length > 0) hubs.set(entry.manifest.name, { methods, policyTests });
}
const hubCore = join(root, 'packages/hub-core');
const core = await coreRegistry();
hubs.set('@kojikit/hub-core', core);
report(hubCore, 'report.rpc.json', rpcReport(core.methods));
report(hubCore, 'report.sql.md', await sqlReport());
reportPages(join(root, 'docs/reference/configuration'), await configurationPages());
reportPages(join(root, 'docs/reference/commands'), await commandPages());
for (const [name, text] of exampleConfigs()) report(join(root, 'packaging/systemd/etc'), name, text);
const facts = join(root, 'packages/hub-core/src/adopt/facts');
report(facts, 'kojid-options.ts', await kojidOptions(join(facts, 'kojid-options.ts')));
report(join(root, 'docs/reference'), 'coming-from-koji.md', comingFromKoji());

const all = await references(hubs);
const faults = faultTable();
for (const one of all) {
  for (const { file, text } of await contractWithWords(one)) report(dirname(file), basename(file), text);
  const written = one.isCore ? { ...one.reference, faults } : one.reference;
  const folder = one.isCore ? join(root, 'packages/protocol') : one.owner.path;
  report(folder, 'reference.json', `${JSON.stringify(written, null, 2)}\n`);
}
reportPages(join(root, 'docs/reference/api'), await referencePages(all, faults));

for (const file of stale) console.log(`${checkOnly ? 'out of date' : 'written'}: ${file}`);
if (checkOnly && stale.length > 0) {
  console.error('Look at the change of the surface, then run `npm run reports` and commit what it wrote.');
  process.exitCode = 1;
}
