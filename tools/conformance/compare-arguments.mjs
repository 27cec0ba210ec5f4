import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createTestHub } from '@kojikit/testing';
import { answerKey, recordAnswers } from '../../packages/hub-core/test/arguments/answers.ts';
import { HUB_OPTIONS, hubTarget } from '../../packages/hub-core/test/arguments/hub-target.ts';
import { outcomeOf } from '../../packages/hub-core/test/arguments/outcome.ts';
import { isKept, variations } from '../../packages/hub-core/test/arguments/variations.ts';
import { WireCaller } from '../../packages/hub-core/test/arguments/wire-caller.ts';

// Calls every method of the table with odd arguments on two hubs and prints what differs, by kind. See README.md.
const { values: options } = parseArgs({
  options: {
    koji: { type: 'string' },
    ours: { type: 'string', default: 'sqlite' },
    'koji-dir': { type: 'string', default: '/mnt/koji' },
    database: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    save: { type: 'string' },
    record: { type: 'boolean', default: false },
    show: { type: 'string', default: '3' },
  },
});
if (options.koji === undefined) throw new Error('--koji URL, or the file that --save made');
const only = options.only === '' ? () => true : (method) => options.only.split(',').includes(method);

function runSql(statement) {
  const run = spawnSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', options.database, '-c', statement], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.error?.message ?? run.stderr);
}

function overHttp(url) {
  return {
    setPassword: async (user, password) =>
      runSql(`UPDATE users SET password = '${password}' WHERE name = '${user}'`),
    runSql: async (statement) => runSql(statement),
    request: async ({ method, query, headers, body }) => {
      const response = await fetch(query === '' ? url : `${url}?${query}`, { method, headers, body });
      const text = (await response.text()).replaceAll(options['koji-dir'], '/mnt/koji');
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? undefined,
        body: text,
      };
    },
  };
}

const known = existsSync(options.koji) ? JSON.parse(readFileSync(options.koji, 'utf8')) : undefined;
const CONCURRENT_CALLS = 6;

async function outcomesOf(target) {
  const caller = new WireCaller(target);
  await caller.makeSeed();
  const outcomes = {};
  const calls = [...variations(only)].filter(
    (variation) => known === undefined || answerKey(variation) in known,
  );
  // Those that read do not mind each other.
  const reading = calls.filter(({ writes }) => !writes).values();
  const readOn = async () => {
    const reader = new WireCaller(target);
    for (const variation of reading) outcomes[answerKey(variation)] = await outcomeOf(reader, variation);
  };
  await Promise.all(Array.from({ length: CONCURRENT_CALLS }, readOn));
  for (const variation of calls.filter(({ writes }) => writes)) {
    outcomes[answerKey(variation)] = await outcomeOf(caller, variation);
  }
  return outcomes;
}

async function ourOutcomes() {
  if (options.ours.startsWith('http')) return outcomesOf(overHttp(options.ours));
  const hub = await createTestHub({ database: options.ours, config: HUB_OPTIONS });
  try {
    return await outcomesOf(hubTarget(hub));
  } finally {
    await hub.close();
  }
}

const koji = known ?? (await outcomesOf(overHttp(options.koji)));
if (options.save !== undefined) writeFileSync(options.save, JSON.stringify(koji, null, 1));
if (options.record) {
  const kept = [...variations()].filter((variation) => isKept(variation) && answerKey(variation) in koji);
  recordAnswers(kept.map((variation) => [variation, koji[answerKey(variation)]]));
}

const ours = await ourOutcomes();
const kinds = new Map();
let same = 0;
for (const variation of variations(only)) {
  const key = answerKey(variation);
  if (!(key in koji)) continue;
  const [right, wrong] = [koji[key], ours[key]];
  if (right === wrong) {
    same += 1;
    continue;
  }
  const kind = `${variation.method} ${variation.changed}`;
  kinds.set(kind, [...(kinds.get(kind) ?? []), [variation.value, right, wrong]]);
}
for (const [kind, differences] of kinds) {
  console.log(`== ${kind}: ${differences.length}`);
  for (const [value, right, wrong] of differences.slice(0, Number(options.show))) {
    console.log(`   ${value}\n      koji ${shorten(right, wrong)}\n      ours ${shorten(wrong, right)}`);
  }
}
const different = [...kinds.values()].reduce((sum, list) => sum + list.length, 0);
console.log(`${same + different} calls: ${same} the same, ${different} different in ${kinds.size} places`);
process.exit(0);

/** The part of a text that differs from the other one. */
function shorten(text, other) {
  if (text.length <= 300) return text;
  let start = 0;
  while (start < text.length && text[start] === other[start]) start += 1;
  return `…${text.slice(Math.max(0, start - 60), start + 200)}…`;
}
