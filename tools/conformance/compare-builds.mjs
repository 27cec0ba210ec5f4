import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MailServer } from '@kojikit/testing/mail';
import { makeRootRepo } from '../../packages/site/test/packager/build-root-packages.ts';
import { BuildSteps } from './beside-koji/build-steps.mjs';
import { buildRecord } from './beside-koji/build-record.mjs';
import { startBuilder, startKojira } from './beside-koji/builders.mjs';
import { checkRows, knownLine } from './beside-koji/known-differences.mjs';
import { stop, stopAll } from './beside-koji/programs.mjs';
import { SITE_OPTIONS, TwoHubs } from './beside-koji/two-hubs.mjs';

// A packager's work with each hub and each builder of the two, compared with Koji's builder on Koji's hub. See README.md.
const { values: options } = parseArgs({
  options: {
    ...SITE_OPTIONS,
    pairs: { type: 'string', default: 'koji/koji,ours/koji,koji/ours,ours/ours' },
    records: { type: 'string' },
    'keep-running': { type: 'boolean', default: false },
  },
});

checkRows();
const site = new TwoHubs(options);
const pairs = options.pairs.split(',');
const known = options.records !== undefined && existsSync(options.records) ? readJson(options.records) : {};
const records = new Map(Object.entries(known).filter(([pair]) => pairs.includes(pair)));
const knownRows = new Set();
let different = 0;
try {
  await site.start();
  site.externalUrl = `http://127.0.0.1:${site.ports.files}/root/external`;
  mkdirSync(join(site.folder, 'root'));
  await makeRootRepo(join(site.folder, 'root'), 'x86_64');
  await addKojira();
  for (const pair of pairs) {
    if (!records.has(pair)) records.set(pair, await work(pair));
    if (options.records !== undefined) {
      writeFileSync(options.records, JSON.stringify({ ...known, ...Object.fromEntries(records) }, null, 1));
    }
  }
  const [first, ...others] = pairs;
  for (const pair of others) different += print(first, records.get(first), pair, records.get(pair));
  for (const row of knownRows) console.log(`known: ${row}`);
  console.log(`${records.size} pairs of hub and builder, ${different} lines differ`);
  if (options['keep-running']) await new Promise(() => {});
} finally {
  await stopAll();
  await site.close();
}
process.exit(different === 0 ? 0 : 1);

async function work(pair) {
  const start = Date.now();
  const [hub, kind] = pair.split('/');
  // One first letter for all: folders of dist repos are named by it.
  const prefix = `at-${hub}-by-${kind}`;
  const mail = await MailServer.start();
  await addHost(prefix);
  const builder = await startBuilder(site, { kind, hub, name: prefix, smtp: `127.0.0.1:${mail.port}` });
  const kojira = startKojira(site, hub);
  try {
    const packager = new BuildSteps(site, hub, prefix);
    await packager.all();
    await site.allTasksEnd();
    const record = await buildRecord(site, { hub, prefix, steps: packager.steps, mails: mail.received });
    console.log(
      `${pair}: ${packager.steps.map(({ name, status }) => `${name} ${status}`).join(', ')} (${((Date.now() - start) / 1000).toFixed(0)} s)`,
    );
    return record;
  } finally {
    await stop(kojira);
    await stop(builder);
    await site.query(
      'UPDATE host_config SET enabled = false WHERE active AND host_id = (SELECT id FROM host WHERE name = $1)',
      [prefix],
    );
    await mail.close();
  }
}

async function addHost(name) {
  const user = await site.addUser(name, 1);
  const [{ id }] = await site.query('INSERT INTO host (user_id, name) VALUES ($1, $2) RETURNING id', [
    user,
    name,
  ]);
  await site.query(
    `INSERT INTO host_config (host_id, arches, capacity, enabled, create_event, creator_id)
     VALUES ($1, 'x86_64', 20, true, get_event(), 1)`,
    [id],
  );
  await site.query(
    `INSERT INTO host_channels (host_id, channel_id, create_event, creator_id)
     SELECT $1, id, get_event(), 1 FROM channels WHERE name IN ('default', 'createrepo')`,
    [id],
  );
}

async function addKojira() {
  const user = await site.addUser('kojira');
  await site.query(
    `INSERT INTO user_perms (user_id, perm_id, create_event, creator_id)
     SELECT $1, id, get_event(), 1 FROM permissions WHERE name = 'repo'`,
    [user],
  );
}

function print(first, right, pair, record) {
  let count = 0;
  for (const name of new Set([...Object.keys(right), ...Object.keys(record)])) {
    const [expected, got] = [right[name] ?? [], record[name] ?? []];
    const [, builder] = pair.split('/');
    const isUnknown = (line) => {
      const row = knownLine(builder, line);
      if (row !== undefined) knownRows.add(row);
      return row === undefined;
    };
    const missing = without(expected, got).filter(isUnknown);
    const surplus = without(got, expected).filter(isUnknown);
    if (missing.length + surplus.length === 0) continue;
    count += Math.max(missing.length, surplus.length);
    console.log(`== ${pair}: ${name}`);
    for (const line of missing) console.log(`   ${first} only: ${line}`);
    for (const line of surplus) console.log(`   ${pair} only: ${line}`);
  }
  return count;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function without(lines, others) {
  const rest = [...others];
  return lines.filter((line) => {
    const index = rest.indexOf(line);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}
