import { kojiTables } from '../../db/migrations/koji-schema/tables.js';
import { neededUpgrades } from '../facts/schema-upgrades.js';
import { Findings, type Finding } from '../finding.js';
import { expectedTable, type ExpectedTable } from './expected-table.js';
import type { SiteTable } from './read-tables.js';
import { listed } from '../report/words.js';

/** What the hub's tables are called by, those of its plugins included. */
const OWN = 'kojikit_';

const UPGRADE = "upgrade Koji's database first, with the files that its releases have for it, in this order:";
const SCHEMA = "make it as Koji's schema.sql of 1.35 has it";

/** Compares the tables with those of Koji 1.35. */
export function compareTables(tables: ReadonlyMap<string, SiteTable>): Finding[] {
  const found = new Findings('tables');
  const expected = kojiTables.map(expectedTable);
  const missing = expected.flatMap((table) => missingOf(table, tables.get(table.name)));
  if (expected.every(({ name }) => !tables.has(name))) {
    found.fails('the database has none of the tables of Koji', {
      when: 'configure',
      todo: 'let hub.conf name the database of Koji, and its user see the schema with the tables (search_path)',
    });
    return found.all;
  }
  if (missing.length === 0)
    found.works(`all ${expected.length} tables of Koji 1.35 are there with their columns`);
  else tellMissing(found, missing);
  for (const table of expected) {
    const site = tables.get(table.name);
    if (site !== undefined) compareRules(found, table, site);
  }
  tellOthers(found, tables, new Set(expected.map(({ name }) => name)));
  return found.all;
}

function missingOf(expected: ExpectedTable, site: SiteTable | undefined): string[] {
  if (site === undefined) return [expected.name];
  return [...expected.columns.keys()]
    .filter((column) => !site.columns.has(column))
    .map((column) => `${expected.name}.${column}`);
}

function tellMissing(found: Findings, missing: readonly string[]): void {
  const upgrades = neededUpgrades(missing);
  found.fails(`the database lacks ${listed(missing)}, which Koji 1.35 has`, {
    when: 'before',
    todo:
      upgrades.length > 0
        ? `${UPGRADE} ${upgrades.join(', ')}; Koji has to be of that version then, too`
        : `no upgrade file of Koji's brings them: compare the database with Koji's schema.sql of 1.35`,
  });
}

function compareRules(found: Findings, expected: ExpectedTable, site: SiteTable): void {
  const { name } = expected;
  const step = (what: string, todo: string = SCHEMA) => found.step(what, { when: 'before', todo });
  for (const [column, type] of expected.columns) {
    const actual = site.columns.get(column);
    if (actual !== undefined && actual !== type)
      step(`${name}.${column} is of the type ${actual}, in Koji 1.35 of ${type}`);
  }
  const known = (columns: string) => columns.split(',').every((column) => site.columns.has(column));
  const unique = expected.unique.filter((columns) => known(columns) && !site.unique.has(columns));
  if (unique.length > 0) step(`${name} may have rows that are the same in ${unique.join(' or ')}`);
  const references = expected.references.filter(
    (one) => known(one.split(' -> ')[0]!) && !site.references.has(one),
  );
  if (references.length > 0) step(`${name} has no foreign key ${listed(references)}`);
  const checks = expected.checks.filter((check) => !site.checks.has(check));
  if (checks.length > 0) step(`${name} has no constraint ${listed(checks)}`);
  const indexes = [...expected.indexes].filter(
    ([index, columns]) =>
      !site.indexes.has(index) && (columns === undefined || !site.indexed.includes(columns)),
  );
  if (indexes.length > 0) {
    const names = indexes.map(([index]) => index);
    step(`${name} has no index ${listed(names)}: what uses it is slow, in Koji as well as here`);
  }
  const triggers = site.triggers.filter((trigger) => !trigger.startsWith(OWN));
  if (triggers.length > 0) {
    step(
      `${name} has triggers of its own: ${listed(triggers)}`,
      'look at what they do: they run for what this hub writes as they do for Koji',
    );
  }
}

function tellOthers(
  found: Findings,
  tables: ReadonlyMap<string, SiteTable>,
  expected: ReadonlySet<string>,
): void {
  const others = [...tables.keys()].filter((name) => !expected.has(name) && !name.startsWith(OWN));
  if (others.length > 0)
    found.works(`tables that Koji does not have stay as they are: ${listed(others.sort())}`);
}
