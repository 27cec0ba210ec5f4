import { anyone, hostOnly } from '../auth/access.js';
import { queryOptions } from '../query/readers/query-options.js';
import {
  arches,
  comparedInteger,
  filter,
  filterUnlessEmpty,
  flag,
  integer,
  nilOr,
  storedInteger,
} from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { newBuildroot } from './new-buildroot.js';
import { readBuildrootListing } from './read-buildroot-listing.js';
import { findBuildroot, getBuildroot, readBuildroots } from './read-buildroots.js';
import { ownBuildroot } from './own-buildroot.js';
import { archiveIds } from './readers/archive-ids.js';
import { buildrootState } from './readers/buildroot-state.js';
import { installedList } from './readers/installed-rpms.js';
import { listedBuildroot } from './readers/listed-buildroot.js';
import { oneOrMore } from './readers/one-or-more.js';
import { setBuildrootList, updateBuildrootList } from './set-buildroot-list.js';
import { setBuildrootState } from './set-buildroot-state.js';
import { updateBuildrootArchives } from './update-archives.js';

/** Entries of one list of a comparison. */

export const buildrootsMethods: Method[] = [
  method('getBuildroot', {
    params: { buildrootID: integer, strict: flag(false) },
    access: anyone,
    doc: 'The buildroot of this id. Without one: nil, or a fault if strict.',
    looksUp: true,
    handler: async (ctx, { buildrootID, strict }) =>
      strict ? getBuildroot(ctx, buildrootID) : ((await findBuildroot(ctx, buildrootID)) ?? null),
  }),
  method('listBuildroots', {
    params: {
      hostID: filter(oneOrMore),
      tagID: filter(oneOrMore),
      state: filter(oneOrMore),
      rpmID: filter(comparedInteger),
      archiveID: filter(comparedInteger),
      taskID: filter(oneOrMore),
      buildrootID: filter(oneOrMore),
      repoID: filterUnlessEmpty(oneOrMore),
      queryOpts: optional(queryOptions),
    },
    access: anyone,
    doc: 'The buildroots that fit every given filter.',
    handler: (ctx, params) =>
      readBuildroots(
        ctx,
        {
          host: params.hostID,
          tag: params.tagID,
          state: params.state,
          rpm: params.rpmID,
          archive: params.archiveID,
          task: params.taskID,
          buildroot: params.buildrootID,
          repo: params.repoID,
        },
        params.queryOpts,
      ),
  }),
  method('getBuildrootListing', {
    params: { id: listedBuildroot },
    access: anyone,
    doc: 'The RPMs that are installed in a buildroot.',
    handler: (ctx, { id }) => readBuildrootListing(ctx, id),
  }),
  method('host.newBuildRoot', {
    params: {
      repo: storedInteger('standard_buildroot', 'repo_id'),
      arch: nilOr(arches),
      task_id: optional(integer),
    },
    access: hostOnly,
    doc: 'Registers a buildroot that the calling builder is about to make. Returns its id.',
    handler: (ctx, { repo, arch, task_id: task }) => newBuildroot(ctx, { repo, arch, task }),
  }),
  method('host.setBuildRootState', {
    params: { brootid: integer, state: buildrootState, task_id: optional(integer) },
    access: hostOnly,
    doc: 'Changes the state of a buildroot of the calling builder.',
    handler: async (ctx, { brootid, state, task_id: task }) => {
      await setBuildrootState(ctx, brootid, state, task);
      return null;
    },
  }),
  method('host.setBuildRootList', {
    params: { brootid: integer, rpmlist: installedList, task_id: optional(integer) },
    access: hostOnly,
    doc: 'Notes what was installed to make a buildroot.',
    handler: async (ctx, { brootid, rpmlist, task_id: task }) => {
      await setBuildrootList(ctx, brootid, rpmlist, task);
      return null;
    },
  }),
  method('host.updateBuildRootList', {
    params: { brootid: integer, rpmlist: installedList, task_id: optional(integer) },
    access: hostOnly,
    doc: 'Notes what a buildroot has after a build, beyond what is known of it.',
    handler: async (ctx, { brootid, rpmlist, task_id: task }) => {
      await updateBuildrootList(ctx, brootid, rpmlist, task);
      return null;
    },
  }),
  method('host.updateBuildrootArchives', {
    params: { brootid: integer, task_id: integer, archives: archiveIds, project: flag(false) },
    access: hostOnly,
    doc: 'Notes which archives were used in a buildroot, beyond those that are known.',
    handler: async (ctx, { brootid, task_id: task, archives, project }) => {
      await updateBuildrootArchives(ctx, await ownBuildroot(ctx, brootid, task), archives, { project });
      return null;
    },
  }),
];
