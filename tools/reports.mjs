import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, workspacePackages } from './packages/workspace.mjs';
import { apiReport } from './surface/api-report.mjs';
import { commandTable } from './surface/command-table.mjs';
import { coreRpcReport, rpcReport, sqlReport } from './surface/hub-reports.mjs';

/**
 * `npm run reports` writes what the packages show to others into files beside them, so that a change of it is seen:
 * report.api.md (exports), report.rpc.json (API methods) and report.sql.md (tables), and the command line's table of
 * commands. With `--check` nothing is written, and a file that is out of date is named.
 */
const checkOnly = process.argv.includes('--check');
const stale = [];

function report(folder, name, text) {
  const file = join(folder, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  stale.push(relative(root, file));
  if (!checkOnly) writeFileSync(file, text);
}

const commands = join(root, 'packages/cli/src/commands');
report(commands, 'core-commands.ts', await commandTable(commands));
for (const entry of workspacePackages()) {
  report(entry.path, 'report.api.md', apiReport(entry));
  if (!entry.manifest.kojikit?.hub) continue;
  const { default: plugin } = await import(`${entry.manifest.name}/hub`);
  if (plugin.methods?.length > 0) report(entry.path, 'report.rpc.json', rpcReport(plugin.methods));
}
const hubCore = join(root, 'packages/hub-core');
report(hubCore, 'report.rpc.json', await coreRpcReport());
report(hubCore, 'report.sql.md', await sqlReport());

for (const file of stale) console.log(`${checkOnly ? 'out of date' : 'written'}: ${file}`);
if (checkOnly && stale.length > 0) {
  console.error('Look at the change of the surface, then run `npm run reports` and commit what it wrote.');
  process.exitCode = 1;
}
