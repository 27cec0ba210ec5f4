import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadScenario, replayScenario, scenarioFiles } from '@kojikit/testing/conformance';
import { WireCaller } from '../../../packages/hub-core/test/arguments/wire-caller.ts';
import { httpTarget } from './http-target.mjs';

const SCENARIOS = resolve(import.meta.dirname, '../../../packages/hub-core/fixtures/conformance/scenarios');
/* Those that lock users out or are about the configuration of a hub leave nothing to read. */
const WITHOUT_DATA = /^(01|02|03|27|34)-/;

/**
 * Fills the common database: a bit of everything, then what the recorded conversations leave, each made by the other hub
 * than the one before, then many builds by SQL. That steps of later conversations fail because an earlier one has made
 * the thing already does not matter.
 * @param names the hubs that take turns
 * @returns how many steps were made through each hub
 */
export async function makeData(site, names = Object.keys(site.urls)) {
  const targets = names.map((name) => [name, httpTarget(site, site.urls[name])]);
  await new WireCaller(targets[0][1]).makeSeed();
  // It names some ids itself.
  for (const table of ['rpminfo', 'archiveinfo']) {
    await site.query(`SELECT setval('${table}_id_seq', (SELECT max(id) FROM ${table}))`);
  }
  const steps = {};
  const scenarios = [...scenarioFiles(SCENARIOS)].filter(([name]) => !WITHOUT_DATA.test(name));
  for (const [index, [, file]] of scenarios.entries()) {
    const [name, target] = targets[index % targets.length];
    const scenario = loadScenario(file);
    await letUsersIn(site);
    await replayScenario(scenario, target, { looseIds: true });
    steps[name] = (steps[name] ?? 0) + scenario.steps.length;
  }
  await letUsersIn(site);
  await site.query(readFileSync(join(import.meta.dirname, 'many-builds.sql'), 'utf8'));
  return steps;
}

/* Conversations block users, take their permissions and lock their other sessions out. */
async function letUsersIn(site) {
  await site.query("UPDATE users SET status = 0, password = 'pw' WHERE name IN ('kojiadmin', 'alice')");
  await site.query('UPDATE sessions SET exclusive = NULL, expired = true WHERE exclusive');
  await site.makeAdmin();
}
