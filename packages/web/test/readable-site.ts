import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { encodeFault, encodeResponse, TASK_STATES } from '@kojikit/protocol';
import { addArchive, addBuildroot, addRepo, addRpm, changeBuild, putLog, putPackage } from './built.js';
import { addOutput } from './upload.js';
import { visitedHub, type Visited } from './visit.js';

/** Pages that people print or read as text, with what a site usually has on them. */
export interface ReadableSite extends Visited {
  /** The address of the page of a task that failed, of a build, and of a tag. */
  readonly task: string;
  readonly build: string;
  readonly tag: string;
}

const ARCHES = ['x86_64', 'aarch64', 'ppc64le', 's390x'];
const SOURCE = `git+https://git.example.com/rpms/tinylib.git#${'a'.repeat(40)}`;
const COMMAND = `gcc -std=gnu17 -O2 -g ${'-Wp,-D_FORTIFY_SOURCE=3 '.repeat(8)}-c -o parse.o parse.c`;

/* Offers something on the page of a task, as plugins do. */
const savedTrees = defineHubPlugin({
  name: 'saved',
  panels: [
    {
      name: 'saved-trees',
      on: 'task',
      read: async () => [
        {
          title: 'Saved trees',
          table: {
            columns: ['Build root', 'Archive', 'Size', 'Saved', 'By', 'What'],
            rows: [
              {
                cells: ['f40-build-7-12', 'broot-7.tar.gz', '1.2 GB', '3 min ago', 'kojiadmin', 'all of it'],
                actions: [{ name: 'drop', label: 'Remove it' }],
              },
            ],
          },
          actions: [{ name: 'save', label: 'Save another' }],
        },
      ],
      actions: { drop: async () => undefined, save: async () => undefined },
    },
  ],
});

export async function readableSite(): Promise<ReadableSite> {
  const visited = await visitedHub({ plugins: [savedTrees] });
  const tag = await fillTag(visited);
  const host = await visited.hub.rows.host({ name: 'builder-7.example.com' });
  const build = await fillBuild(visited, { tag: tag.id, host: host.id });
  const task = await fillTask(visited, { tag: tag.id, host });
  return {
    ...visited,
    task: `taskinfo?taskID=${task}`,
    build: `buildinfo?buildID=${build}`,
    tag: `taginfo?tagID=${tag.id}`,
  };
}

interface Place {
  readonly tag: number;
  readonly host: number;
}

async function fillTag({ hub }: Visited): Promise<{ id: number }> {
  const { rows } = hub;
  const far = await rows.tag({ name: 'f40-base', packages: ['zlib', 'bash', 'perl'] });
  const near = await rows.tag({ name: 'f40-updates', packages: ['tinylib'], parents: [far.id] });
  const override = await rows.tag({ name: 'f40-override' });
  const tag = await rows.tag({
    name: 'f40-build',
    arches: ARCHES.join(' '),
    packages: ['tinylib'],
    parents: [override.id, near.id],
  });
  await rows.target({ name: 'f40-candidate', buildTag: tag.id, destTag: near.id });
  const admin = await hub.as('kojiadmin');
  await admin.call('createExternalRepo', ['f40-everything', 'https://mirror.example.com/f40/$arch/']);
  await admin.call('addExternalRepoToTag', [tag.id, 'f40-everything', 5]);
  await admin.call('editTag2', [tag.id], { extra: { 'mock.package_manager': 'dnf5' } });
  return tag;
}

/** The build tinylib 1.0-1, with as many RPMs as make their lists fold. */
async function fillBuild({ hub }: Visited, { tag, host }: Place): Promise<number> {
  const { rows } = hub;
  const task = await rows.task({
    method: 'build',
    params: [SOURCE, 'f40-candidate', { scratch: false }],
    state: TASK_STATES.CLOSED,
    hostId: host,
  });
  const { id } = await rows.build({ name: 'tinylib', taskId: task.id, tags: [tag] });
  await changeBuild(hub, id, {
    source: SOURCE,
    extra: JSON.stringify({ source: { original_url: 'git+https://git.example.com/rpms/tinylib.git#main' } }),
  });
  const buildroot = await addBuildroot(hub, { host, repo: await addRepo(hub, tag), task: task.id });
  await addRpm(hub, { build_id: id, arch: 'src' }, ['aaaa1111']);
  for (const arch of ARCHES)
    for (const part of ['', '-devel', '-debuginfo', '-debugsource', '-doc', '-libs', '-tests', '-utils'])
      await addRpm(hub, { build_id: id, name: `tinylib${part}`, arch, buildroot_id: buildroot }, [
        'aaaa1111',
      ]);
  await addArchive(hub, { build_id: id, buildroot_id: buildroot });
  await putPackage(hub, 'src');
  for (const arch of ARCHES)
    for (const log of ['build.log', 'root.log', 'hw_info.log']) await putLog(hub, arch, log);
  return id;
}

interface Worker extends Omit<Place, 'host'> {
  readonly host: { readonly id: number; readonly name: string };
}

/** A build of which the second arch fails in its section %build. */
async function fillTask({ hub }: Visited, { tag, host }: Worker): Promise<number> {
  const { rows, topdir } = hub;
  const open = { state: TASK_STATES.OPEN, hostId: host.id };
  const params = [
    SOURCE,
    'f40-candidate',
    { repo_id: 1, scratch: true, custom_user_metadata: { ticket: 7 } },
  ];
  const { id } = await rows.task({ ...open, method: 'build', params });
  const children: number[] = [];
  for (const arch of ARCHES) {
    const asked = ['tasks/7/7/tinylib-1.1-1.src.rpm', tag, arch, arch === 'x86_64', { repo_id: 1 }];
    const child = await rows.task({
      ...open,
      method: 'buildArch',
      parent: id,
      arch,
      label: arch,
      params: asked,
    });
    children.push(child.id);
  }
  const failed = children[1]!;
  const compiled = [...Array(200).keys()].map((number) => `+ cc -c part-${number}.c`);
  const log = [
    'Executing(%prep): /bin/sh -e /var/tmp/rpm-tmp.1',
    '+ tar xf tinylib-1.1.tar.gz',
    'Executing(%build): /bin/sh -e /var/tmp/rpm-tmp.2',
    ...compiled,
    `+ ${COMMAND}`,
    "parse.c:1204:17: error: implicit declaration of function 'tiny_parse'; did you mean 'tiny_parts'?",
    ' 1204 |         return tiny_parse (context, buffer, length);',
    'make: *** [Makefile:71: parse.o] Error 1',
    'error: Bad exit status from /var/tmp/rpm-tmp.2 (%build)',
  ];
  await addOutput(topdir, failed, 'build.log', `${log.join('\n')}\n`);
  for (const child of children) await addOutput(topdir, child, 'root.log', 'fine\n');
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const fault = encodeFault(1005, 'BuildError: error building package (arch aarch64), see build.log');
  await builder.call('host.failTask', [failed, fault]);
  for (const child of children.filter((one) => one !== failed))
    await builder.call('host.closeTask', [child, encodeResponse({ rpms: [], logs: ['root.log'] })]);
  await builder.call('host.failTask', [id, fault]);
  return id;
}
