import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WireCaller } from '../../../packages/hub-core/test/arguments/wire-caller.ts';
import { httpTarget } from './http-target.mjs';

/**
 * What a packager's work has left on a hub: tasks with their results and files, builds, RPMs, build roots, tags, repos
 * and mails. Ids, times and the prefix of the names do not count, so that two records can be compared.
 * @returns lines by the step or thing that they are about
 */
export async function buildRecord(site, { hub, prefix, steps, mails }) {
  const caller = new WireCaller(httpTarget(site, site.urls[hub]));
  const call = async (method, ...args) => {
    const reply = await caller.callAs(undefined, method, args);
    return 'fault' in reply ? { fault: reply.fault } : reply.result;
  };
  const plain = plainText(site, prefix);
  const record = {};
  for (const { name, status, task } of steps) {
    const lines = [`status ${status}`];
    if (task !== undefined) lines.push(...(await taskLines(call, task)));
    record[`step ${name}`] = lines.map(plain);
  }
  Object.assign(record, await things(site, prefix, plain));
  record['mails'] = mails.map(mailLine).map(plain).sort();
  return record;
}

async function taskLines(call, id, depth = 0) {
  const info = await call('getTaskInfo', id, true);
  const result = await call('getTaskResult', id, false);
  const files = await call('listTaskOutput', id, { stat: false, all_volumes: true, __starstar: true });
  const children = await call('getTaskChildren', id);
  const indent = '  '.repeat(depth);
  const { method, label, arch, state, priority, channel_id: channel } = info;
  return [
    `${indent}${method} label=${label} arch=${arch} state=${state} priority=${priority} channel=${channel} weight=${JSON.stringify(info.weight)}`,
    `${indent}request ${canonical(info.request)}`,
    `${indent}result ${canonical(result)}`,
    ...Object.entries(files)
      .sort()
      .map(([name, volumes]) => `${indent}file ${name} ${volumes}`),
    ...(await inOrder(children, (child) => taskLines(call, child.id, depth + 1))),
  ];
}

/* Members by name; logs and packages come in any order. */
function canonical(value) {
  return JSON.stringify(value, (name, member) => {
    if (['logs', 'rpms'].includes(name) && Array.isArray(member)) return [...member].sort();
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/* Children by label: who was made first is chance. */
async function inOrder(children, describe) {
  const sorted = [...children].sort((a, b) => (`${a.method} ${a.label}` < `${b.method} ${b.label}` ? -1 : 1));
  const lines = [];
  for (const child of sorted) lines.push(...(await describe(child)));
  return lines;
}

async function things(site, prefix, plain) {
  const like = [`${prefix}-%`];
  const rows = async (sql) => (await site.rows(sql, like)).map((row) => plain(JSON.stringify(row))).sort();
  return {
    builds: await rows(
      `SELECT p.name, version, release, epoch, b.state, draft, source, extra, b.completion_time IS NULL, volume_id, cg_id, users.name
       FROM build b JOIN package p ON p.id = pkg_id JOIN users ON users.id = owner WHERE p.name LIKE $1`,
    ),
    rpms: await rows(
      `SELECT r.name, r.version, r.release, r.arch, r.draft, metadata_only, r.extra, s.state, r.size > 0
       FROM rpminfo r LEFT JOIN standard_buildroot s USING (buildroot_id) WHERE r.name LIKE $1`,
    ),
    signatures: await rows(
      `SELECT r.name, r.arch, sigkey FROM rpmsigs JOIN rpminfo r ON r.id = rpm_id WHERE r.name LIKE $1`,
    ),
    checksums: await rows(
      `SELECT r.name, r.arch, sigkey, checksum_type FROM rpm_checksum JOIN rpminfo r ON r.id = rpm_id WHERE r.name LIKE $1`,
    ),
    buildroots: await rows(
      `SELECT task.method, task.arch, c.container_arch, c.container_type, s.state,
         (SELECT array_agg(r.name || '.' || r.arch || ':' || is_update || ':' || (external_repo_id <> 0) ORDER BY r.name)
          FROM buildroot_listing l JOIN rpminfo r ON r.id = rpm_id WHERE l.buildroot_id = s.buildroot_id)
       FROM standard_buildroot s JOIN buildroot c ON c.id = s.buildroot_id JOIN task ON task.id = s.task_id
       JOIN repo ON repo.id = s.repo_id JOIN tag ON tag.id = repo.tag_id WHERE tag.name LIKE $1`,
    ),
    tagged: await rows(
      `SELECT tag.name, p.name, version, release, l.active, users.name
       FROM tag_listing l JOIN tag ON tag.id = tag_id JOIN build b ON b.id = build_id JOIN package p ON p.id = pkg_id
       JOIN users ON users.id = creator_id WHERE tag.name LIKE $1`,
    ),
    'repo states': await rows(
      `SELECT DISTINCT tag.name, dist, opts, custom_opts FROM repo JOIN tag ON tag.id = tag_id WHERE tag.name LIKE $1 AND state = 1`,
    ),
    'files of builds': filesBelow(join(site.kojiDir, 'packages'), (name) => name.startsWith(`${prefix}-`))
      .map(plain)
      .sort(),
    'files of scratch builds': scratchFiles(site, prefix).map(plain).sort(),
    'files of the latest repo': repoFiles(join(site.kojiDir, 'repos', `${prefix}-build`, 'latest'))
      .map(plain)
      .sort(),
    'files of the latest dist repo': repoFiles(join(site.kojiDir, 'repos-dist', `${prefix}-other`, 'latest'))
      .map(plain)
      .sort(),
  };
}

function filesBelow(folder, wanted = () => true) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(wanted)
    .flatMap((name) =>
      readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1)),
    );
}

function scratchFiles(site, prefix) {
  return filesBelow(join(site.kojiDir, 'scratch')).filter(
    (path) => path.includes(`${prefix}-`) || existsSync(join(site.kojiDir, 'scratch', path, `../${prefix}`)),
  );
}

/* The files and what stands in those that are lists of paths. */
function repoFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .flatMap((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      const name = path.slice(folder.length + 1);
      if (name.includes('toplink/')) return [];
      const text = /\/(pkglist|blocklist)$/.test(name)
        ? readFileSync(path, 'utf8').split('\n').sort().join(' ')
        : '';
      return [`${name} ${text}`];
    });
}

function mailLine({ to, text }) {
  const unfolded = text.replace(/\r?\n[ \t]+/g, ' ');
  const header = (name) => new RegExp(`^${name}: (.*)$`, 'mi').exec(unfolded)?.[1] ?? '';
  return `${to.join(' ')}: ${header('Subject')} | ${['Tag', 'Package', 'Builder', 'Status', 'Draft'].map((name) => header(`X-Koji-${name}`)).join(' | ')}`;
}

/* Names without their prefix; ids, times, checksums and addresses by what they are. */
function plainText(site, prefix) {
  return (text) =>
    text
      .replaceAll(prefix, 'PREFIX')
      .replaceAll(site.folder, 'FOLDER')
      .replace(/127\.0\.0\.1:\d+/g, 'ADDRESS')
      .replace(/[0-9a-f]{32,}/g, 'HASH')
      .replace(/\d{10}\.\d+(\.\w{8})?/g, 'TIME')
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+(\+00:00)?/g, 'TIME')
      .replace(/\btask_\d+/g, 'task_N')
      .replace(/tasks\/\d+\/\d+/g, 'tasks/N/N')
      .replace(/cli-build\/[^/]+/g, 'cli-build/UPLOAD')
      .replace(/"(id|\w+_id|taskid|\w*event|brootid|buildroot|size|buildtime)":\d+/g, '"$1":N')
      .replace(
        /(request|result) (.*)$/,
        (whole, kind, value) => `${kind} ${value.replace(/(?<![\w.-])\d{2,}(?![\w.-])/g, 'N')}`,
      )
      .replace(/\b(task|build|repo|buildroot|host)( id)? \d+/gi, '$1$2 N');
}
