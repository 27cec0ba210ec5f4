import { REPO_STATES } from '@kojikit/protocol';
import { anyone, hostOnly, permission } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { keywords, method, optional, required, type Method } from '../rpc/method.js';
import { distRepo } from './dist-repo.js';
import { moveDistRepo } from './move-dist-repo.js';
import { finishRepo } from './finish-repo.js';
import { initRepo } from './init-repo.js';
import { newRepo } from './new-repo.js';
import { activeRepos, findRepo, getRepo, latestRepo } from './read-repos.js';
import { deleteRepo, setRepoState } from './set-repo-state.js';

export const reposMethods: Method[] = [
  method('getRepo', {
    params: [
      required('tag'),
      optional('state'),
      optional('event'),
      optional('dist', false),
      optional('min_event'),
    ],
    access: anyone,
    doc: 'The ready repo of a tag that was made last, or nil. `repo.get` knows about options too.',
    handler: async (ctx, { tag, state, event, dist, min_event: minEvent }) =>
      (await latestRepo(ctx, { tag, state, event, dist, minEvent })) ?? null,
  }),
  method('repoInfo', {
    params: [required('repo_id'), optional('strict', false)],
    access: anyone,
    doc: 'The repo of this id. Without one: nil, or a fault if strict.',
    handler: async (ctx, { repo_id: id, strict }) =>
      isTrue(strict) ? getRepo(ctx, id) : ((await findRepo(ctx, id)) ?? null),
  }),
  method('getActiveRepos', {
    params: [],
    access: anyone,
    doc: 'Every repo that is not deleted.',
    handler: (ctx) => activeRepos(ctx),
  }),
  method('newRepo', {
    params: [
      required('tag'),
      optional('event'),
      optional('src', false),
      optional('debuginfo', false),
      optional('separate_src', false),
    ],
    // The operation asks for the permission `repo` or `regen-repo`, after it looked whether the call is allowed at all.
    access: anyone,
    doc: 'Makes a newRepo task for a tag and returns its id. `repo.request` does so only when it is needed.',
    handler: (ctx, { tag, event, src, debuginfo, separate_src: separateSrc }) =>
      newRepo(ctx, { tag, event, src, debuginfo, separateSrc }),
  }),
  method('distRepo', {
    params: [required('tag'), required('keys'), keywords('task_opts')],
    // The operation asks for the permission `dist-repo` or the policy of that name.
    access: anyone,
    doc: 'Makes a distRepo task: a repo for distribution, of packages signed with one of the keys.',
    handler: (ctx, { tag, keys, task_opts: options }) => distRepo(ctx, tag, keys, options),
  }),
  method('repoExpire', {
    params: [required('repo_id')],
    access: permission('repo'),
    doc: 'Marks a repo expired.',
    handler: async (ctx, { repo_id: id }) => {
      await setRepoState(ctx, id, REPO_STATES.EXPIRED);
      return null;
    },
  }),
  method('repoDelete', {
    params: [required('repo_id')],
    access: permission('repo'),
    doc: 'Marks a repo deleted unless buildroots use it, and returns how many do. Its files stay.',
    handler: (ctx, { repo_id: id }) => deleteRepo(ctx, id),
  }),
  method('repoProblem', {
    params: [required('repo_id')],
    access: permission('repo'),
    doc: 'Marks a repo as broken.',
    handler: async (ctx, { repo_id: id }) => {
      await setRepoState(ctx, id, REPO_STATES.PROBLEM);
      return null;
    },
  }),
  method('host.repoInit', {
    params: [required('tag'), optional('task_id'), optional('event'), optional('opts')],
    access: hostOnly,
    doc: 'Registers a repo of a tag and writes what it will hold. Returns its id and event.',
    handler: (ctx, { tag, task_id: task, event, opts: options }) =>
      initRepo(ctx, { tag, task, event, options }),
  }),
  method('host.repoDone', {
    params: [required('repo_id'), required('data'), optional('expire', false), optional('repo_json_updates')],
    access: hostOnly,
    doc: 'Takes uploaded repodata into the tree of a repo and makes the repo ready.',
    handler: async (ctx, { repo_id: id, data, expire, repo_json_updates: jsonUpdates }) => {
      await finishRepo(ctx, id, { data, expire, jsonUpdates });
      return null;
    },
  }),
  method('host.distRepoMove', {
    params: [required('repo_id'), required('uploadpath'), required('arch')],
    access: hostOnly,
    doc: 'Moves one arch of a dist repo from where it was uploaded into its tree.',
    handler: async (ctx, { repo_id: id, uploadpath, arch }) => {
      await moveDistRepo(ctx, id, uploadpath, arch);
      return null;
    },
  }),
];
