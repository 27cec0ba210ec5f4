import type { Reference } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import { queryOptions } from '../query/readers/query-options.js';
import {
  arches,
  checkedStruct,
  comparedText,
  eventId,
  filterUnlessEmpty,
  flag,
  integer,
  name,
  nameOrId,
  nilOr,
  text,
  unlessEmpty,
  type NameOrId,
} from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional, type Reader } from '../rpc/reader.js';
import { createExternalRepo, deleteExternalRepo, editExternalRepo } from './change-external-repos.js';
import {
  addExternalRepoToTag,
  editTagExternalRepo,
  removeExternalRepoFromTag,
} from './change-tag-external-repos.js';
import { readExternalRepoData, setExternalRepoData } from './external-repo-data.js';
import { findExternalRepo, getExternalRepo, readExternalRepos } from './read-external-repos.js';
import { readExternalRepoList, readTagExternalRepos } from './read-tag-external-repos.js';
import { mergeMode } from './readers/merge-mode.js';

/* Nil is the only repo that there is. */
const repoRef: Reader<NameOrId | null, Reference> = nilOr(nameOrId);

export const externalReposMethods: Method[] = [
  method('getExternalRepo', {
    params: { info: repoRef, strict: flag(false), event: optional(eventId) },
    access: anyone,
    doc: 'The external repo of this name or id, now or at an event. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { info, strict, event }) =>
      strict ? getExternalRepo(ctx, info, event) : ((await findExternalRepo(ctx, info, event)) ?? null),
  }),
  method('listExternalRepos', {
    params: {
      info: optional(nameOrId),
      url: filterUnlessEmpty(comparedText),
      event: optional(eventId),
      queryOpts: optional(queryOptions),
    },
    access: anyone,
    doc: 'All external repos, or those of a name, id or URL.',
    keepable: true,
    looksUp: true,
    handler: (ctx, { queryOpts, ...filter }) => readExternalRepos(ctx, filter, queryOpts),
  }),
  method('createExternalRepo', {
    params: { name, url: text },
    access: permission('admin'),
    doc: 'Makes an external repo. `$arch` in the URL stands for the arch.',
    handler: (ctx, repo) => createExternalRepo(ctx, repo),
  }),
  method('editExternalRepo', {
    params: { info: repoRef, name: optional(unlessEmpty(name)), url: optional(unlessEmpty(text)) },
    access: permission('admin'),
    doc: 'Renames an external repo or changes its URL.',
    handler: async (ctx, { info, ...changes }) => {
      await editExternalRepo(ctx, info, changes);
      return null;
    },
  }),
  method('deleteExternalRepo', {
    params: { info: repoRef },
    access: permission('admin'),
    doc: 'Ends an external repo and its use by tags.',
    handler: async (ctx, { info }) => {
      await deleteExternalRepo(ctx, info);
      return null;
    },
  }),
  method('getTagExternalRepos', {
    params: {
      tag_info: optional(unlessEmpty(nameOrId)),
      repo_info: optional(unlessEmpty(nameOrId)),
      event: optional(eventId),
    },
    access: anyone,
    doc: 'Which tags use which external repos, by priority. Inheritance is not followed.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { tag_info: tag, repo_info: repo, event }) =>
      readTagExternalRepos(ctx, { tag, repo, event }),
  }),
  method('getExternalRepoList', {
    params: { tag_info: nameOrId, event: optional(eventId) },
    access: anyone,
    doc: 'The external repos of a tag and of everything it inherits from, each once.',
    keepable: true,
    looksUp: true,
    handler: (ctx, { tag_info: tag, event }) => readExternalRepoList(ctx, tag, event),
  }),
  method('addExternalRepoToTag', {
    params: {
      tag_info: nameOrId,
      repo_info: repoRef,
      priority: integer,
      merge_mode: optional(mergeMode, 'koji'),
      arches: optional(arches),
    },
    access: permission('tag'),
    doc: 'Lets a tag use an external repo, at a priority of its own.',
    handler: async (ctx, { tag_info: tag, repo_info: repo, merge_mode: mode, ...settings }) => {
      await addExternalRepoToTag(ctx, tag, repo, { ...settings, mergeMode: mode ?? 'koji' });
      return null;
    },
  }),
  method('editTagExternalRepo', {
    params: {
      tag_info: nameOrId,
      repo_info: repoRef,
      priority: optional(integer),
      merge_mode: optional(mergeMode),
      arches: optional(arches),
    },
    access: permission('tag'),
    doc: 'Changes how a tag uses an external repo. Returns whether anything changed.',
    handler: (ctx, { tag_info: tag, repo_info: repo, merge_mode: mode, ...settings }) =>
      editTagExternalRepo(ctx, tag, repo, { ...settings, mergeMode: mode }),
  }),
  method('removeExternalRepoFromTag', {
    params: { tag_info: nameOrId, repo_info: repoRef },
    access: permission('tag'),
    doc: "Ends a tag's use of an external repo.",
    handler: async (ctx, { tag_info: tag, repo_info: repo }) => {
      await removeExternalRepoFromTag(ctx, tag, repo);
      return null;
    },
  }),
  method('repo.getExternalRepoData', {
    params: { erepo: nameOrId },
    access: anyone,
    doc: 'What the check of an external repo has noted about it.',
    handler: async (ctx, { erepo }) => (await readExternalRepoData(ctx, erepo)) ?? null,
  }),
  method('repo.setExternalRepoData', {
    params: { external_repo_id: nameOrId, data: checkedStruct },
    access: permission('repo'),
    doc: 'Notes something about an external repo. Repos of the tags that use it are then out of date.',
    handler: async (ctx, { external_repo_id: id, data }) => {
      await setExternalRepoData(ctx, id, data);
      return null;
    },
  }),
];
