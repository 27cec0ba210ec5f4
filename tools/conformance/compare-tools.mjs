import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startKojira } from './beside-koji/builders.mjs';
import { makeData } from './beside-koji/data.mjs';
import { run, stop, stopAll } from './beside-koji/programs.mjs';
import { SITE_OPTIONS, TwoHubs } from './beside-koji/two-hubs.mjs';

// Koji's koji-gc, koji-sidetag-cleanup and kojira on Koji's hub and on ours, on one database. See README.md.
const { values: options } = parseArgs({
  options: { ...SITE_OPTIONS, seconds: { type: 'string', default: '60' } },
});
const TROUBLE = /Traceback|\bERROR\b|Fault|Exception|FAILED/;
const HUBS = ['koji', 'ours'];

const site = new TwoHubs(options);
let failures = 0;
try {
  await site.start();
  await makeData(site);
  await makeOld();
  for (const [name, words] of Object.entries(tools())) await compareTool(name, words);
  await compareKojira();
} finally {
  await stopAll();
  await site.close();
}
console.log(failures === 0 ? 'the tools do the same on both hubs' : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);

/* Both only say what they would do, so that one hub after the other is asked about the same. */
function tools() {
  const policy = join(site.folder, 'koji-gc.conf');
  const template = join(site.folder, 'koji-gc.txt');
  writeFileSync(template, 'Builds of $owner:\n$builds\n');
  writeFileSync(
    policy,
    `[main]
key_aliases =
    12345678 fedora-gold
[prune]
policy =
    package mono* :: keep
    sig fedora-gold && age > 10 years :: untag
    tag *dest* && order > 1 :: untag
    order > 2 :: untag
    age < 1 second :: skip
    default :: keep
`,
  );
  const login = ['--user', 'kojiadmin', '--password', 'pw'];
  const gc = [
    'koji-gc',
    '-c',
    policy,
    '-n',
    '--debug',
    '--delay',
    '1 second',
    '--grace-period',
    '1 second',
    ...login,
  ];
  const files = ['--lock-file', join(site.folder, 'koji-gc.lock'), '--email-template', template];
  return Object.fromEntries([
    ...['prune', 'trash', 'delete', 'salvage'].map((action) => [
      `koji-gc ${action}`,
      [...gc, ...files, '--weburl', 'http://web.example.com', '--action', action],
    ]),
    [
      'koji-gc trash of unknown keys',
      [...gc, ...files, '--action', 'trash', '--unprotected-keys', 'fedora*', '--send-mail'],
    ],
    [
      'koji-sidetag-cleanup',
      [
        'koji-sidetag-cleanup',
        '-c',
        policy,
        '-t',
        ...login,
        '--empty-delay',
        '0',
        '--old-delay',
        '0',
        '--inactive-delay',
        '0',
      ],
    ],
    [
      'koji-sidetag-cleanup without old ones',
      [
        'koji-sidetag-cleanup',
        '-c',
        policy,
        '-t',
        ...login,
        '--no-old',
        '--empty-delay',
        '0',
        '--inactive-delay',
        '0',
      ],
    ],
  ]);
}

/* Untagged builds, a trashcan with builds in it, and side tags with a past. */
async function makeOld() {
  await site.query("INSERT INTO tag (name) VALUES ('trashcan')");
  await site.query(
    `INSERT INTO tag_config (tag_id, arches, create_event, creator_id) SELECT id, '', get_event(), 1 FROM tag WHERE name = 'trashcan'`,
  );
  await site.query(
    `UPDATE tag_listing SET active = NULL, revoke_event = get_event(), revoker_id = 1
     WHERE active AND build_id IN (SELECT id FROM build ORDER BY id DESC LIMIT 20)`,
  );
  await site.query(
    `INSERT INTO tag_listing (build_id, tag_id, create_event, creator_id)
     SELECT build.id, tag.id, get_event(), 1 FROM tag, (SELECT id FROM build ORDER BY id DESC LIMIT 5) build WHERE name = 'trashcan'`,
  );
  await sleep(2000);
}

async function compareTool(name, [tool, ...words]) {
  const outputs = [];
  for (const hub of HUBS) {
    const { status, output } = await run(
      [site.python, join(site.checkout, 'util', tool), '--server', site.urls[hub], ...words],
      { env: site.pythonEnvironment },
    );
    outputs.push(plain(`status ${status}\n${output}`));
  }
  const [koji, ours] = outputs;
  const trouble = ours.filter((line) => TROUBLE.test(line) && !koji.includes(line));
  const differing = [
    ...without(koji, ours).map((line) => `koji only: ${line}`),
    ...without(ours, koji).map((line) => `ours only: ${line}`),
  ];
  const [status] = ours.filter((line) => line.startsWith('status'));
  report(name, `${status}, ${ours.length} lines`, [...trouble, ...differing]);
}

/* Ages grow from one run to the next, and the order of untagged builds is chance. */
function plain(text) {
  return text
    .replace(/\(\d+ days?, [\d:.]+\)|\([\d:.]+\)/g, '(AGE)')
    .replace(/\[\d+\/\d+\]/g, '[N]')
    .replace(/127\.0\.0\.1:\d+/g, 'ADDRESS')
    .replace(/^(Date|Message-ID):.*$/gm, '$1')
    .split('\n')
    .sort();
}

function without(lines, others) {
  return lines.filter((line) => !others.includes(line));
}

async function compareKojira() {
  const user = await site.addUser('kojira');
  await site.query(
    `INSERT INTO user_perms (user_id, perm_id, create_event, creator_id)
     SELECT $1, id, get_event(), 1 FROM permissions WHERE name = 'repo'`,
    [user],
  );
  const ends = [];
  for (const hub of HUBS) {
    await makeRepoWork(hub);
    const kojira = startKojira(site, hub, [
      'repo_lifetime = 5',
      'expired_repo_lifetime = 5',
      'recheck_period = 5',
      'check_external_repos = no',
    ]);
    await sleep(Number(options.seconds) * 1000);
    await stop(kojira);
    ends.push({ end: await repoState(hub), log: readFileSync(kojira.log, 'utf8') });
  }
  const [koji, ours] = ends;
  const trouble = ours.log.split('\n').filter((line) => TROUBLE.test(line));
  const lines = ({ end }) => end;
  report('kojira', `${ours.end.length} facts: ${ours.end.join('; ')}`, [
    ...trouble,
    ...without(lines(koji), lines(ours)).map((line) => `koji only: ${line}`),
    ...without(lines(ours), lines(koji)).map((line) => `ours only: ${line}`),
  ]);
}

/* Of each hub: a tag that somebody asked a repo for, one that gets repos by itself, and repos that are too old. */
async function makeRepoWork(hub) {
  // Others' requests would take the places of these: a hub makes so many tasks and no more.
  await site.query('UPDATE repo_queue SET active = false');
  await site.query("UPDATE task SET state = 3 WHERE method = 'newRepo' AND state IN (0, 1, 4)");
  for (const name of ['asked', 'auto', 'old']) {
    const [{ id }] = await site.query('INSERT INTO tag (name) VALUES ($1) RETURNING id', [`${hub}-${name}`]);
    await site.query(
      `INSERT INTO tag_config (tag_id, arches, create_event, creator_id) VALUES ($1, 'x86_64', get_event(), 1)`,
      [id],
    );
    if (name === 'auto') {
      await site.query(
        `INSERT INTO tag_extra (tag_id, key, value, create_event, creator_id) VALUES ($1, 'repo.auto', 'true', get_event(), 1)`,
        [id],
      );
    }
    if (name === 'asked') {
      await site.query(
        `INSERT INTO repo_queue (owner, priority, tag_id, min_event, opts) VALUES (1, 15, $1, (SELECT max(id) FROM events), '{}')`,
        [id],
      );
    }
    if (name === 'old') for (const state of [1, 1, 2, 4]) await makeRepo(id, `${hub}-${name}`, state);
  }
}

async function makeRepo(tag, name, state) {
  const [{ id }] = await site.query(
    `INSERT INTO repo (create_event, tag_id, state, creation_time, state_time)
     VALUES ((SELECT min(id) FROM events), $1, $2, now() - interval '30 days', now() - interval '30 days') RETURNING id`,
    [tag, state],
  );
  const folder = join(site.kojiDir, 'repos', name, String(id));
  mkdirSync(join(folder, 'x86_64'), { recursive: true });
  writeFileSync(join(folder, 'repo.json'), JSON.stringify({ id, tag: name, tag_id: tag, dist: false }));
}

async function repoState(hub) {
  const rows = await site.query(
    `SELECT 'repo of ' || tag.name || ' in state ' || state || ', ended ' || (end_event IS NOT NULL) AS fact
     FROM repo JOIN tag ON tag.id = tag_id WHERE tag.name LIKE $1
     UNION ALL
     SELECT 'request for ' || tag.name || ' active ' || active || ', task ' || (task.id IS NOT NULL) || ' ' || coalesce(task.state, -1)
       || ' tries ' || coalesce(tries, 0)
     FROM repo_queue q JOIN tag ON tag.id = tag_id LEFT JOIN task ON task.id = q.task_id WHERE tag.name LIKE $1`,
    [`${hub}-%`],
  );
  const folder = join(site.kojiDir, 'repos', `${hub}-old`);
  return [...rows.map(({ fact }) => fact), `${readdirSync(folder).length} folders of old repos`]
    .map((fact) => fact.replaceAll(`${hub}-`, ''))
    .sort();
}

function report(name, what, problems) {
  failures += problems.length;
  console.log(`${name}: ${what}${problems.length === 0 ? ', the same on both hubs' : ''}`);
  for (const line of problems.slice(0, 20)) console.log(`   ${line}`);
}
