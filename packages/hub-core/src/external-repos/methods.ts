import { anyone, permission } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { createExternalRepo, deleteExternalRepo, editExternalRepo } from './change-external-repos.js';
import {
  addExternalRepoToTag,
  editTagExternalRepo,
  removeExternalRepoFromTag,
} from './change-tag-external-repos.js';
import { readExternalRepoData, setExternalRepoData } from './external-repo-data.js';
import { findExternalRepo, getExternalRepo, readExternalRepos } from './read-external-repos.js';
import { readExternalRepoList, readTagExternalRepos } from './read-tag-external-repos.js';

export const externalReposMethods: Method[] = [
  method('getExternalRepo', {
    params: [required('info'), optional('strict', false), optional('event')],
    access: anyone,
    doc: 'The external repo of this name or id, now or at an event. Without one: nil, or a fault if strict.',
    handler: async (ctx, { info, strict, event }) =>
      isTrue(strict)
        ? getExternalRepo(ctx, info, event)
        : ((await findExternalRepo(ctx, info, event)) ?? null),
  }),
  method('listExternalRepos', {
    params: [optional('info'), optional('url'), optional('event'), optional('queryOpts')],
    access: anyone,
    doc: 'All external repos, or those of a name, id or URL.',
    handler: (ctx, { info, url, event, queryOpts }) =>
      readExternalRepos(ctx, { info, url, event }, queryOpts),
  }),
  method('createExternalRepo', {
    params: [required('name'), required('url')],
    access: permission('admin'),
    doc: 'Makes an external repo. `$arch` in the URL stands for the arch.',
    handler: (ctx, { name, url }) => createExternalRepo(ctx, name, url),
  }),
  method('editExternalRepo', {
    params: [required('info'), optional('name'), optional('url')],
    access: permission('admin'),
    doc: 'Renames an external repo or changes its URL.',
    handler: async (ctx, { info, name, url }) => {
      await editExternalRepo(ctx, info, { name, url });
      return null;
    },
  }),
  method('deleteExternalRepo', {
    params: [required('info')],
    access: permission('admin'),
    doc: 'Ends an external repo and its use by tags.',
    handler: async (ctx, { info }) => {
      await deleteExternalRepo(ctx, info);
      return null;
    },
  }),
  method('getTagExternalRepos', {
    params: [optional('tag_info'), optional('repo_info'), optional('event')],
    access: anyone,
    doc: 'Which tags use which external repos, by priority. Inheritance is not followed.',
    handler: (ctx, { tag_info: tag, repo_info: repo, event }) =>
      readTagExternalRepos(ctx, { tag, repo, event }),
  }),
  method('getExternalRepoList', {
    params: [required('tag_info'), optional('event')],
    access: anyone,
    doc: 'The external repos of a tag and of everything it inherits from, each once.',
    handler: (ctx, { tag_info: tag, event }) => readExternalRepoList(ctx, tag, event),
  }),
  method('addExternalRepoToTag', {
    params: [
      required('tag_info'),
      required('repo_info'),
      required('priority'),
      optional('merge_mode', 'koji'),
      optional('arches'),
    ],
    access: permission('tag'),
    doc: 'Lets a tag use an external repo, at a priority of its own.',
    handler: async (ctx, { tag_info: tag, repo_info: repo, priority, merge_mode: mergeMode, arches }) => {
      await addExternalRepoToTag(ctx, tag, repo, { priority, mergeMode, arches });
      return null;
    },
  }),
  method('editTagExternalRepo', {
    params: [
      required('tag_info'),
      required('repo_info'),
      optional('priority'),
      optional('merge_mode'),
      optional('arches'),
    ],
    access: permission('tag'),
    doc: 'Changes how a tag uses an external repo. Returns whether anything changed.',
    handler: (ctx, { tag_info: tag, repo_info: repo, priority, merge_mode: mergeMode, arches }) =>
      editTagExternalRepo(ctx, tag, repo, { priority, mergeMode, arches }),
  }),
  method('removeExternalRepoFromTag', {
    params: [required('tag_info'), required('repo_info')],
    access: permission('tag'),
    doc: "Ends a tag's use of an external repo.",
    handler: async (ctx, { tag_info: tag, repo_info: repo }) => {
      await removeExternalRepoFromTag(ctx, tag, repo);
      return null;
    },
  }),
  method('repo.getExternalRepoData', {
    params: [required('erepo')],
    access: anyone,
    doc: 'What the check of an external repo has noted about it.',
    handler: async (ctx, { erepo }) => (await readExternalRepoData(ctx, erepo)) ?? null,
  }),
  method('repo.setExternalRepoData', {
    params: [required('external_repo_id'), required('data')],
    access: permission('repo'),
    doc: 'Notes something about an external repo. Repos of the tags that use it are then out of date.',
    handler: async (ctx, { external_repo_id: id, data }) => {
      await setExternalRepoData(ctx, id, data);
      return null;
    },
  }),
];
