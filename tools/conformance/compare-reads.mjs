import { parseArgs } from 'node:util';
import { WireCaller } from '../../packages/hub-core/test/arguments/wire-caller.ts';
import { makeData } from './beside-koji/data.mjs';
import { differenceBetween } from './beside-koji/difference.mjs';
import { httpTarget } from './beside-koji/http-target.mjs';
import { checkRows, knownDifference, unmetDifferences } from './beside-koji/known-differences.mjs';
import { stopAll } from './beside-koji/programs.mjs';
import { allReads } from './beside-koji/reads/all-reads.mjs';
import { SITE_OPTIONS, TwoHubs } from './beside-koji/two-hubs.mjs';

// Calls every reading method on Koji's hub and on ours, on one database, and prints every difference. See README.md.
const { values: options } = parseArgs({
  options: {
    ...SITE_OPTIONS,
    only: { type: 'string', default: '' },
    show: { type: 'string', default: '3' },
    'keep-running': { type: 'boolean', default: false },
    adopt: { type: 'boolean', default: false },
  },
});
const CONCURRENT_CALLS = 3;

checkRows();
const site = new TwoHubs(options);
let found;
try {
  const start = Date.now();
  await site.start({ byKoji: options.adopt });
  const steps = await makeData(site, options.adopt ? ['koji'] : undefined);
  console.log(
    `data made in ${seconds(start)} s; steps through ${Object.entries(steps)
      .map(([name, count]) => `${name}: ${count}`)
      .join(', ')}`,
  );
  if (options.adopt) tell(await site.adopt());
  found = await compare(site);
  if (options.adopt) await goBack(site);
  if (options['keep-running']) await new Promise(() => {});
} finally {
  await stopAll();
  await site.close();
}
process.exit(found === 0 ? 0 : 1);

/* The many builds, which come by SQL, have no files. */
function tell({ summary, findings }) {
  console.log(
    `koji-hub adopt: ${summary.works} work, ${summary.step} need a step, ${summary.fails} will not work`,
  );
  for (const { level, what } of findings) if (level !== 'works') console.log(`   ${level}: ${what}`);
  if (findings.some(({ level, subject }) => level === 'fails' && subject !== 'folders'))
    throw new Error("a database of Koji's own has something that will not work");
}

/* Koji's hub alone on the database again: it writes, and reads what it has written. */
async function goBack(site) {
  await site.leave();
  const caller = new WireCaller(httpTarget(site, site.urls.koji));
  const made = await caller.callAs('kojiadmin', 'createTag', ['made-after-the-way-back']);
  const read = await caller.callAs('kojiadmin', 'getTag', ['made-after-the-way-back']);
  console.log(`back to Koji's hub: createTag ${JSON.stringify(made)}, getTag ${JSON.stringify(read)}`);
  if (read.result?.name !== 'made-after-the-way-back') throw new Error("Koji's hub does not go on");
}

async function compare(site) {
  const only = options.only === '' ? undefined : options.only.split(',');
  const reads = (await allReads(site)).filter(({ method }) => only?.includes(method) ?? true);
  const callers = Object.values(site.urls).map((url) => new WireCaller(httpTarget(site, url)));
  const spent = [0, 0];
  const outcomes = [];
  const rest = reads.values();
  const start = Date.now();
  const work = async () => {
    for (const read of rest) {
      const replies = [];
      for (const [index, caller] of callers.entries()) {
        const began = performance.now();
        replies.push(
          await caller.callAs(read.authenticated ? 'kojiadmin' : undefined, read.method, read.args),
        );
        spent[index] += performance.now() - began;
      }
      outcomes.push({ read, difference: differenceBetween(read.method, ...replies) });
    }
  };
  // The first call of each hub logs in; logins at once would be several.
  for (const caller of callers) await caller.callAs('kojiadmin', 'getLoggedInUser', []);
  await Promise.all(Array.from({ length: CONCURRENT_CALLS }, work));
  return report(outcomes, spent, start);
}

function report(outcomes, spent, start) {
  const known = [];
  const unknown = new Map();
  for (const { read, difference } of outcomes) {
    if (difference === undefined) continue;
    const reason = knownDifference(read, difference);
    if (reason !== undefined) known.push(reason);
    else unknown.set(read.method, [...(unknown.get(read.method) ?? []), { read, difference }]);
  }
  for (const [method, list] of [...unknown].sort()) {
    console.log(`== ${method}: ${list.length} differ`);
    for (const { read, difference } of list.slice(0, Number(options.show))) {
      console.log(`   ${JSON.stringify(read.args)} (${difference.kind})`);
      for (const { where, koji, ours } of difference.spots.slice(0, 4)) {
        console.log(`      ${where}\n         koji ${koji}\n         ours ${ours}`);
      }
    }
  }
  for (const reason of new Set(known)) {
    console.log(`known, ${known.filter((one) => one === reason).length} times: ${reason}`);
  }
  if (options.only === '')
    for (const reason of unmetDifferences()) console.log(`known, but not met: ${reason}`);
  const methods = new Set(outcomes.map(({ read }) => read.method));
  const different = [...unknown.values()].reduce((sum, list) => sum + list.length, 0);
  console.log(
    `${outcomes.length} calls of ${methods.size} methods in ${seconds(start)} s (waited for koji ${Math.round(spent[0] / 1000)} s, for ours ${Math.round(spent[1] / 1000)} s): ` +
      `${outcomes.length - known.length - different} the same, ${known.length} different as docs/deviations.md says, ${different} different`,
  );
  return different;
}

function seconds(start) {
  return ((Date.now() - start) / 1000).toFixed(0);
}
