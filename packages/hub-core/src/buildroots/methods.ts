import { anyone, hostOnly } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { newBuildroot } from './new-buildroot.js';
import { readBuildrootListing } from './read-buildroot-listing.js';
import { findBuildroot, getBuildroot, readBuildroots } from './read-buildroots.js';
import { setBuildrootList, updateBuildrootList } from './set-buildroot-list.js';
import { setBuildrootState } from './set-buildroot-state.js';

export const buildrootsMethods: Method[] = [
  method('getBuildroot', {
    params: [required('buildrootID'), optional('strict', false)],
    access: anyone,
    doc: 'The buildroot of this id. Without one: nil, or a fault if strict.',
    handler: async (ctx, { buildrootID, strict }) =>
      isTrue(strict) ? getBuildroot(ctx, buildrootID) : ((await findBuildroot(ctx, buildrootID)) ?? null),
  }),
  method('listBuildroots', {
    params: [
      optional('hostID'),
      optional('tagID'),
      optional('state'),
      optional('rpmID'),
      optional('archiveID'),
      optional('taskID'),
      optional('buildrootID'),
      optional('repoID'),
      optional('queryOpts'),
    ],
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
    params: [required('id')],
    access: anyone,
    doc: 'The RPMs that are installed in a buildroot.',
    handler: (ctx, { id }) => readBuildrootListing(ctx, id),
  }),
  method('host.newBuildRoot', {
    params: [required('repo'), required('arch'), optional('task_id')],
    access: hostOnly,
    doc: 'Registers a buildroot that the calling builder is about to make. Answers its id.',
    handler: (ctx, { repo, arch, task_id: task }) => newBuildroot(ctx, { repo, arch, task }),
  }),
  method('host.setBuildRootState', {
    params: [required('brootid'), required('state'), optional('task_id')],
    access: hostOnly,
    doc: 'Changes the state of a buildroot of the calling builder.',
    handler: async (ctx, { brootid, state, task_id: task }) => {
      await setBuildrootState(ctx, brootid, state, task);
      return null;
    },
  }),
  method('host.setBuildRootList', {
    params: [required('brootid'), required('rpmlist'), optional('task_id')],
    access: hostOnly,
    doc: 'Notes what was installed to make a buildroot.',
    handler: async (ctx, { brootid, rpmlist, task_id: task }) => {
      await setBuildrootList(ctx, brootid, rpmlist, task);
      return null;
    },
  }),
  method('host.updateBuildRootList', {
    params: [required('brootid'), required('rpmlist'), optional('task_id')],
    access: hostOnly,
    doc: 'Notes what a buildroot has after a build, beyond what is known of it.',
    handler: async (ctx, { brootid, rpmlist, task_id: task }) => {
      await updateBuildrootList(ctx, brootid, rpmlist, task);
      return null;
    },
  }),
];
