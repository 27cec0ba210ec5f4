import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readBody } from '@kojikit/hub-core';
import type { HubPlugin } from '@kojikit/hub-core/plugin';
import sql from 'sql-template-tag';
import { createTestHub, type TestHub } from '../create-test-hub.js';
import { engines, skipWithout, type Engine } from '../engines.js';
import type { StartPooler } from '../start-pooler.js';
import { testFramework, type TestFramework } from '../test-framework.js';
import { replayScenario } from './replay-scenario.js';
import { reportFailures } from './report.js';
import type { ScenarioTarget } from './run-scenario.js';
import { loadScenario, parseTypedJson, scenarioFiles, type Scenario } from './scenario.js';
import type { WireValue } from './wire-value.js';

/** Which scenarios are run. */
export interface ScenarioSuite {
  /** The folder of the scenario files. Default: the recordings that lie beside the hub's sources. */
  readonly directory?: string;
  /** Names of the scenarios that must pass, `06-tags`. */
  readonly passing: readonly string[];
  /**
   * The other scenarios of the folder, each with the reason why it is not run here. When it is given, a scenario that
   * is in neither list fails the suite.
   */
  readonly others?: Readonly<Record<string, string>>;
  /** Steps that an engine answers otherwise on purpose. They must differ, or they do not belong here. */
  readonly knownDifferences?: readonly KnownDifference[];
  /**
   * Steps that cannot be answered as long as the hub lacks a method, by scenario: numbers from 1.
   * They count again, without a change here, as soon as the hub has the methods.
   */
  readonly waitingFor?: Readonly<Record<string, { methods: readonly string[]; steps: readonly number[] }>>;
  /** Plugins to load. Others that a scenario's `Plugins` option names are left out. */
  readonly plugins?: readonly HubPlugin[];
  /** What PostgreSQL is reached through; the scenarios are run on that engine alone then. */
  readonly pooler?: StartPooler;
  /** `describe`, `it` and `beforeEach`, if they are not global. */
  readonly framework?: TestFramework;
}

/** A step of a scenario that one engine answers otherwise than recorded, and why that is no mistake. */
export interface KnownDifference {
  readonly scenario: string;
  readonly engine: Engine;
  /** Number of the step, from 1. */
  readonly step: number;
  readonly reason: string;
}

const RECORDED_TOPDIR = '/mnt/koji';

/**
 * Makes one test per engine and scenario: a fresh hub with the scenario's configuration must answer every step as
 * recorded. A test that fails prints its first failing steps.
 *
 * Environment: `KOJIKIT_SCENARIO=06` runs the scenarios of that prefix only, listed as passing or not (`all`: every
 * scenario), `KOJIKIT_ENGINE=sqlite` one engine only, `KOJIKIT_SHOW=10` says how many failing steps to print.
 */
export function describeScenarios(suite: ScenarioSuite): void {
  const { describe, it, beforeEach } = testFramework(suite.framework);
  const files = scenarioFiles(suite.directory ?? recordings());
  const wanted = process.env['KOJIKIT_SCENARIO'];
  const chosen = [...files.keys()].filter((name) =>
    wanted === undefined ? suite.passing.includes(name) : wanted === 'all' || name.startsWith(wanted),
  );

  describe('recorded conversations', () => {
    it('are listed, each once', () => checkLists(suite, [...files.keys()]));
    for (const engine of engines()) {
      if (suite.pooler !== undefined && engine === 'sqlite') continue;
      describe(engine, () => {
        beforeEach((test) => skipWithout(engine, test));
        for (const name of chosen) it(name, () => replayOn(engine, loadScenario(files.get(name)!), suite));
      });
    }
  });
}

/** The scenarios in the source tree of the hub; its published package is without them. */
function recordings(): string {
  const manifest = createRequire(import.meta.url).resolve('@kojikit/hub-core/package.json');
  return join(dirname(manifest), 'fixtures', 'conformance', 'scenarios');
}

function checkLists({ passing, others }: ScenarioSuite, present: readonly string[]): void {
  const listed = [...passing, ...Object.keys(others ?? {})];
  const wrong = [
    ...listed
      .filter((name, index) => listed.indexOf(name) !== index)
      .map((name) => `${name} is listed twice`),
    ...listed.filter((name) => !present.includes(name)).map((name) => `${name} is no scenario`),
    ...(others === undefined ? [] : present)
      .filter((name) => !listed.includes(name))
      .map((name) => `${name} is in no list`),
  ];
  if (wrong.length > 0) throw new Error(wrong.join(', '));
}

async function replayOn(engine: Engine, scenario: Scenario, suite: ScenarioSuite): Promise<void> {
  const { plugins = [], knownDifferences = [], waitingFor = {}, pooler } = suite;
  const hub = await createTestHub({
    database: engine,
    ...(pooler && { pooler }),
    config: withAvailablePlugins(scenario.hub_config ?? '', plugins),
    pluginConfig: scenario.plugin_config ?? {},
    plugins,
  });
  try {
    const { passed, failed: differing } = await replayScenario(scenario, scenarioTarget(hub), {
      // Koji draws an id before it looks whether the row can be made; ours are drawn with the row.
      looseIds: true,
    });
    const known = knownDifferences.filter((one) => one.scenario === scenario.name && one.engine === engine);
    const { methods = [], steps = [] } = waitingFor[scenario.name] ?? {};
    const waiting = methods.some((method) => !hub.hub.registry.methods.has(method)) ? steps : [];
    const failed = differing.filter(
      ({ number }) => !waiting.includes(number) && !known.some(({ step }) => step === number),
    );
    const gone = known.filter(({ step }) => !differing.some(({ number }) => number === step));
    if (gone.length > 0) {
      throw new Error(
        `step ${gone.map(({ step }) => step).join(', ')} is answered as recorded: it is no difference`,
      );
    }
    if (failed.length > 0) {
      const show = Number(process.env['KOJIKIT_SHOW'] ?? 3);
      const failure = new Error(reportFailures(`${scenario.name} on ${engine}`, passed, failed, show));
      failure.stack = failure.message;
      throw failure;
    }
  } finally {
    await hub.close();
  }
}

/**
 * The recording hub had every plugin loaded. A conversation that is about none of them can be replayed without, so
 * `Plugins` is cut down to the given ones and the hub's own `echo`.
 */
function withAvailablePlugins(config: string, plugins: readonly HubPlugin[]): string {
  const available = new Set(['echo', ...plugins.flatMap(({ name, aliases = [] }) => [name, ...aliases])]);
  return config.replace(
    /^(Plugins *= *)(.*)$/m,
    (line, key: string, names: string) =>
      key +
      names
        .split(/\s+/)
        .filter((name) => available.has(name))
        .join(' '),
  );
}

/** Lets a scenario talk to a test hub. Its file tree goes by the name that it had when the scenario was recorded. */
function scenarioTarget(hub: TestHub): ScenarioTarget {
  return {
    takeMessages: () => takeMessages(hub),
    setPassword: (user, password) => hub.setPassword(user, password),
    request: async (request) => {
      const { status, headers, body } = await hub.request(request);
      return {
        status,
        contentType: headers['content-type'],
        body: (await readBody(body)).toString().replaceAll(hub.topdir, RECORDED_TOPDIR),
      };
    },
  };
}

async function takeMessages({ database, topdir }: TestHub): Promise<WireValue[]> {
  return database.transaction(async (db) => {
    const rows = await db.all<{ address: string; props: string; body: string }>(sql`
      SELECT address, CAST(props AS TEXT) AS props, CAST(body AS TEXT) AS body FROM proton_queue ORDER BY id`);
    if (rows.length > 0) await db.delete('proton_queue', sql`true`);
    return rows.map(({ address, props, body }) => ({
      address,
      props: parseTypedJson(props) as WireValue,
      body: parseTypedJson(body.replaceAll(topdir, RECORDED_TOPDIR)) as WireValue,
    }));
  });
}
