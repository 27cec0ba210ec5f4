import { ActionNotAllowed, REPO_STATES } from '@kojikit/protocol';
import { anyone, hostOnly, permission } from '../auth/access.js';
import {
  checkedStruct,
  checkedText,
  eventId,
  flag,
  integer,
  listOf,
  nameOrId,
  nilOr,
  strictFlag,
  text,
  unlessEmpty,
} from '../readers/index.js';
import { method, type Access, type Method } from '../rpc/method.js';
import { keywords, optional } from '../rpc/reader.js';
import { distRepo } from './dist-repo.js';
import { finishRepo } from './finish-repo.js';
import { initRepo } from './init-repo.js';
import { moveDistRepo } from './move-dist-repo.js';
import { newRepo } from './new-repo.js';
import { activeRepos, findRepo, getRepo, latestRepo } from './read-repos.js';
import { distRepoOptions } from './readers/dist-repo-options.js';
import { knownOptions } from './readers/repo-options.js';
import { uploadedRepodata } from './readers/uploaded-repodata.js';
import { deleteRepo, setRepoState } from './set-repo-state.js';

const whoMakesRepos: Access = async (ctx) => {
  if (!ctx.config.AllowNewRepo) throw new ActionNotAllowed('newRepo api call is disabled');
  if (!(await ctx.session.hasPermission('repo'))) await ctx.session.assertPermission('regen-repo');
};

const whoMakesDistRepos: Access = async (ctx, { tag }) => {
  if (await ctx.session.hasPermission('dist-repo')) return;
  if (await ctx.session.hasPermission('admin')) return;
  await ctx.policy.assert('dist_repo', { tag });
};

export const reposMethods: Method[] = [
  method('getRepo', {
    params: {
      tag: nameOrId,
      state: optional(integer),
      event: optional(integer),
      dist: strictFlag(false),
      min_event: optional(integer),
    },
    access: anyone,
    doc: 'The ready repo of a tag that was made last, or nil. `repo.get` knows about options too.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { min_event: minEvent, ...filter }) =>
      (await latestRepo(ctx, { ...filter, minEvent })) ?? null,
  }),
  method('repoInfo', {
    params: { repo_id: nilOr(integer), strict: flag(false) },
    access: anyone,
    doc: 'The repo of this id. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { repo_id: id, strict }) =>
      strict ? getRepo(ctx, id) : ((await findRepo(ctx, id)) ?? null),
  }),
  method('getActiveRepos', {
    params: {},
    access: anyone,
    doc: 'Every repo that is not deleted.',
    keepable: true,
    handler: (ctx) => activeRepos(ctx),
  }),
  method('newRepo', {
    params: {
      tag: nameOrId,
      event: optional(eventId),
      src: flag(false),
      debuginfo: flag(false),
      separate_src: flag(false),
    },
    access: whoMakesRepos,
    doc: 'Makes a newRepo task for a tag and returns its id. `repo.request` does so only when it is needed.',
    handler: (ctx, { separate_src: separateSrc, ...wanted }) => newRepo(ctx, { ...wanted, separateSrc }),
  }),
  method('distRepo', {
    params: { tag: nameOrId, keys: listOf(checkedText), task_opts: keywords(distRepoOptions) },
    access: whoMakesDistRepos,
    doc: 'Makes a distRepo task: a repo for distribution, of packages signed with one of the keys.',
    handler: (ctx, { tag, keys, task_opts: options }) => distRepo(ctx, tag, keys, options),
  }),
  method('repoExpire', {
    params: { repo_id: integer },
    access: permission('repo'),
    doc: 'Marks a repo expired.',
    handler: async (ctx, { repo_id: id }) => {
      await setRepoState(ctx, id, REPO_STATES.EXPIRED);
      return null;
    },
  }),
  method('repoDelete', {
    params: { repo_id: integer },
    access: permission('repo'),
    doc: 'Marks a repo deleted unless buildroots use it, and returns how many do. Its files stay.',
    handler: (ctx, { repo_id: id }) => deleteRepo(ctx, id),
  }),
  method('repoProblem', {
    params: { repo_id: integer },
    access: permission('repo'),
    doc: 'Marks a repo as broken.',
    handler: async (ctx, { repo_id: id }) => {
      await setRepoState(ctx, id, REPO_STATES.PROBLEM);
      return null;
    },
  }),
  method('host.repoInit', {
    params: {
      tag: nameOrId,
      task_id: optional(integer),
      event: optional(integer),
      opts: optional(knownOptions, null),
    },
    access: hostOnly,
    doc: 'Registers a repo of a tag and writes what it will hold. Returns its id and event.',
    handler: (ctx, { tag, task_id: task, event, opts: options }) =>
      initRepo(ctx, { tag, task, event, options }),
  }),
  method('host.repoDone', {
    params: {
      repo_id: nilOr(integer),
      data: uploadedRepodata,
      expire: flag(false),
      repo_json_updates: optional(unlessEmpty(checkedStruct)),
    },
    access: hostOnly,
    doc: 'Takes uploaded repodata into the tree of a repo and makes the repo ready.',
    handler: async (ctx, { repo_id: id, repo_json_updates: jsonUpdates, ...finished }) => {
      await finishRepo(ctx, id, { ...finished, jsonUpdates });
      return null;
    },
  }),
  method('host.distRepoMove', {
    params: { repo_id: nilOr(integer), uploadpath: text, arch: checkedText },
    access: hostOnly,
    doc: 'Moves one arch of a dist repo from where it was uploaded into its tree.',
    handler: async (ctx, { repo_id: id, uploadpath, arch }) => {
      await moveDistRepo(ctx, id, uploadpath, arch);
      return null;
    },
  }),
];
