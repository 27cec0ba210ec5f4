import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BuildError } from '@kojikit/protocol';
import { z } from 'zod';
import type { Buildroot } from '../buildroot/buildroot.js';
import { isSystemError } from '../process/system-error.js';
import { defineTask } from '../tasks/task-definition.js';
import type { Task } from '../tasks/task.js';
import { buildOptions } from './build-options.js';
import { noarchRoot } from './noarch-root.js';
import { buildData, orFailBuild, packageArches, tagBySubtask } from './registered-build.js';
import { hubFile, onlySource, sourceHeader } from './source-package.js';
import { sourceRepository, sourcesBeside } from './source-repository.js';
import { refuseOwnFields } from './spec-file.js';
import { assertCheetah, findTemplate, renderTemplate } from './spec-template.js';
import { hostHasArch, repoOf } from './task-options.js';
import { wrappedBuild, wrappedFiles, wrappedTask } from './wrapped-files.js';

/** Builds RPMs around what is no RPM: the files of a build, or the output of a task that is part of one. */
export const wrapperRpmTask = defineTask({
  method: 'wrapperRPM',
  weight: 1.5,
  params: z.object({
    spec_url: z.string(),
    build_target: z.looseObject({
      build_tag: z.number().int(),
      dest_tag: z.number().int(),
      dest_tag_name: z.string(),
    }),
    build: wrappedBuild.nullable(),
    task: wrappedTask.nullable(),
    opts: buildOptions.extend({ create_build: buildOptions.shape.scratch }).nullish(),
  }),
  checkHost: ({ params, host, hub }) => hostHasArch(hub, host, params.build_target.build_tag),
  async run(task) {
    const { hub, params } = task;
    const { build_target: target, build } = params;
    const options = params.opts ?? {};
    await assertCheetah();
    const wrapped = await wrappedFiles(hub, build, params.task);
    const repository = await sourceRepository(task, params.spec_url, options.scratch);
    const root = await noarchRoot(task, {
      tag: target.build_tag,
      repo: options.repo_id
        ? await repoOf(hub, { repo_id: options.repo_id })
        : await task.repo(target.build_tag),
      installGroup: 'wrapper-rpm-build',
    });
    const { folder, source } = await repository.checkOut();
    const template = await findTemplate(folder);
    if (template === undefined) throw new BuildError(`no spec file template found at URL: ${source.url}`);
    await copyBeside(task, wrapped.paths, dirname(template));
    const spec = await renderTemplate(task, template, wrapped.values);
    await task.upload(spec);
    await refuseOwnFields(spec);

    const inside = await repository.placeInto(root);
    await root.buildSource(inside(spec), inside(await sourcesBeside(dirname(spec), task.settings)));
    const packed = await onlySource(await root.results(), root.name);

    const isApart = Boolean(options.create_build) && !options.scratch && !params.task;
    const destination = { id: target.dest_tag, name: target.dest_tag_name };
    let id: number | undefined;
    if (isApart) {
      const header = await sourceHeader(packed, basename(packed));
      await packageArches(task, destination, header.string('NAME') ?? '', !options.skip_tag);
      id = await hub.call('host.initBuild', { data: buildData(task, options, header, source) });
    }
    const results = await orFailBuild(task, id, async () => {
      await root.buildPackages(packed);
      const files = await uploadResults(task, root, basename(packed));
      const logs = new Set(['checkout.log', basename(spec), ...root.logNames]);
      const made = { buildroot_id: root.id, ...files, logs: [...logs] };
      const below = (name: string): string => `${task.uploadPath}/${name}`;
      const paths = { srpm: below(files.srpm), rpms: files.rpms.map(below) };
      const byArch = { noarch: made.logs.map(below) };
      if (params.task) return made; // The parent does what follows.
      if (options.scratch)
        await hub.call('host.moveBuildToScratch', { task_id: task.id, ...paths, logs: byArch });
      else if (id !== undefined) {
        const brmap = Object.fromEntries([paths.srpm, ...paths.rpms].map((path) => [path, root.id]));
        await hub.call('host.completeBuild', {
          task_id: task.id,
          build_id: id,
          ...paths,
          brmap,
          logs: byArch,
        });
      } else if (build)
        await hub.call('host.importWrapperRPMs', { task_id: task.id, build_id: build.id, rpm_results: made });
      return made;
    });
    if (id !== undefined && !options.skip_tag) await tagBySubtask(task, destination.id, id);
    await root.expire();
    const metadata = isApart ? options.custom_user_metadata : undefined;
    return { ...results, source, ...(metadata ? { custom_user_metadata: metadata } : {}) };
  },
});

/**
 * Copies files of the hub into the folder of a spec file, all of which rpmbuild wants in one folder. Of those with the same
 * name, and of those that the checkout has a file of, the later ones are called by their whole path, with dashes.
 */
async function copyBeside(task: Task<unknown>, paths: readonly string[], folder: string): Promise<void> {
  for (const path of paths) {
    const file = await hubFile(task, path, 'file of the build missing');
    const names = [basename(path), path.replaceAll('/', '-')];
    if (
      !(await copyAsFirst(
        file,
        names.map((name) => join(folder, name)),
      ))
    )
      throw new BuildError(`there are two files that would be called ${names[1]} beside the spec file`);
  }
}

/** Copies a file to the first of some places that is free. What is there, links above all, is left alone. */
async function copyAsFirst(file: string, places: readonly string[]): Promise<boolean> {
  for (const place of places) {
    try {
      await copyFile(file, place, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      return true;
    } catch (error) {
      if (!isSystemError(error, 'EEXIST')) throw error;
    }
  }
  return false;
}

/** Uploads the packages that a root gave back. The source package that they were built from is none of them. */
async function uploadResults(
  task: Task<unknown>,
  root: Buildroot,
  packed: string,
): Promise<{ srpm: string; rpms: string[] }> {
  const files = await root.results();
  const sources = files.filter((file) => file.endsWith('.src.rpm'));
  // Built again, it may have another release.
  const built = sources.length > 1 ? sources.filter((file) => basename(file) !== packed) : sources;
  const [srpm, other] = built;
  if (srpm === undefined) throw new BuildError('no srpm found');
  if (other !== undefined)
    throw new BuildError(`multiple srpms found in ${root.name}: ${basename(srpm)}, ${basename(other)}`);
  const rpms = files.filter((file) => !file.endsWith('.src.rpm'));
  if (rpms.length === 0) throw new BuildError('no rpms found');
  for (const file of [srpm, ...rpms]) await task.upload(file);
  return { srpm: basename(srpm), rpms: rpms.map((file) => basename(file)) };
}
