import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BuildError } from '@kojikit/protocol';
import { z } from 'zod';
import { defineTask } from '../tasks/task-definition.js';
import type { Task } from '../tasks/task.js';
import { archOfRoot } from './choose-arch.js';
import { rpmdiffHash } from './rpmdiff-hash.js';
import { packageHeader, sourceHeader, workFile } from './source-package.js';
import { hostHasArch, repoOf, subtaskOptions, tagParameter, tagReference } from './task-options.js';

const WEIGHT = 1.5;
/** A build weighs so much more at most, however long it takes. */
const MOST_ADDED = 4.5;
/** Seconds of an average build that add one to its weight. */
const SECONDS_PER_WEIGHT = 4800;
/** Months that an average looks back. */
const MONTHS = 6;

/** Builds a source package in a build root for one arch. */
export const buildArchTask = defineTask({
  method: 'buildArch',
  weight: WEIGHT,
  params: z.object({
    pkg: z.string(),
    root: tagParameter,
    arch: z.string().regex(/^[\w-]+$/),
    keep_srpm: z.boolean(),
    opts: subtaskOptions,
  }),
  checkHost: ({ params, host, hub }) => hostHasArch(hub, host, params.root),
  async run(task) {
    const { hub, params } = task;
    const repo = await repoOf(hub, params.opts);
    const file = await workFile(task, params.pkg, 'SRPM file missing');
    const header = await sourceHeader(file, basename(params.pkg));
    await updateWeight(task, header.string('NAME') ?? '');
    const tag = tagReference(params.root);
    const config = await hub.call('getBuildConfig', { tag, event: repo.create_event });
    if (!config) throw new BuildError(`Could not get config info for tag: ${tag}`);
    const isNoarch = params.arch === 'noarch';
    const preferred = isNoarch ? (await hub.call('getTaskInfo', { task_id: task.id }))?.arch : undefined;
    const root = await task.buildroot({
      tag,
      arch: archOfRoot(params.arch, await task.host(), config, preferred),
      repoId: repo.id,
    });
    await root.init();
    await root.buildPackages(file, params.arch);

    const files = await root.results();
    const sources = files.filter((path) => path.endsWith('.src.rpm'));
    const packages = files.filter((path) => !path.endsWith('.src.rpm'));
    const logs = await writeRpmdiff(task, packages);
    for (const path of packages) await task.upload(path);
    if (params.keep_srpm) await uploadOnlySource(task, sources);
    await root.expire();
    const below = (names: readonly string[]): string[] =>
      names.map((name) => `${task.uploadPath}/${basename(name)}`);
    return {
      rpms: below(packages),
      srpms: params.keep_srpm ? below(sources) : [],
      logs: below([...root.logNames, ...logs]),
      brootid: root.id,
    };
  },
});

async function updateWeight(task: Task<unknown>, name: string): Promise<void> {
  const average = await task.hub.call('getAverageBuildDuration', { package: name, age: MONTHS });
  const seconds = Number(average ?? 0);
  if (seconds > 0) await task.setWeight(WEIGHT + Math.min(MOST_ADDED, seconds / SECONDS_PER_WEIGHT));
}

/** Uploads what noarch packages of several arches are compared by. */
async function writeRpmdiff(task: Task<unknown>, packages: readonly string[]): Promise<string[]> {
  const noarch = packages.filter((path) => path.endsWith('.noarch.rpm'));
  if (noarch.length === 0) return [];
  const hashes: Record<string, string> = {};
  for (const path of [...noarch].sort())
    hashes[basename(path)] = rpmdiffHash(await packageHeader(path, basename(path)));
  const name = 'noarch_rpmdiff.json';
  const file = join(task.workDir, name);
  await writeFile(file, JSON.stringify({ [task.id]: hashes }, undefined, 2));
  await task.upload(file);
  return [name];
}

async function uploadOnlySource(task: Task<unknown>, sources: readonly string[]): Promise<void> {
  const [source, ...others] = sources;
  if (source === undefined) throw new BuildError(`no srpm files found for task ${task.id}`);
  if (others.length > 0) {
    const names = sources.map((path) => basename(path)).join(', ');
    throw new BuildError(`multiple srpm files found for task ${task.id}: ${names}`);
  }
  const header = await sourceHeader(source, basename(source));
  for (const field of ['packager', 'vendor', 'distribution']) {
    if (!header.string(field)) throw new BuildError(`The build system failed to set the ${field} tag`);
  }
  await task.upload(source);
}
