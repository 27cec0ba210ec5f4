import { anyone, loggedIn, permission } from '../auth/access.js';
import { viewClauses, viewFields, viewOptions } from '../query/readers/view-query.js';
import { comparedInteger, flag, float, integer, nameOrId } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { requestAutoRepos } from './auto-requests.js';
import { checkQueue } from './check-queue.js';
import { checkRequest, waitForRequest } from './check-request.js';
import { updateEndEvents } from './end-events.js';
import { readyRepo } from './read-repos.js';
import { minimumEventRef } from './readers/minimum-event.js';
import { askedOptions } from './readers/repo-options.js';
import { repoState } from './readers/repo-state.js';
import { requestRepo, setRequestPriority } from './request-repo.js';
import { repoReferences, setRepoState } from './set-repo-state.js';
import { queryRepos, queryRequests } from './views.js';

/* Longer waits are for the caller to repeat: proxies cut connections that are silent for long. */
const LONGEST_WAIT = 60;

/** The calls below `repo.`. */
export const repoRequestMethods: Method[] = [
  method('repo.get', {
    params: {
      tag: nameOrId,
      min_event: optional(integer),
      at_event: optional(integer),
      opts: optional(askedOptions, null),
    },
    access: anyone,
    doc: 'The best ready repo of a tag that meets the needs, or nil.',
    handler: async (ctx, { tag, min_event: minEvent, at_event: atEvent, opts: options }) =>
      (await readyRepo(ctx, { tag, minEvent, atEvent, options })) ?? null,
  }),
  method('repo.query', {
    params: { clauses: viewClauses, fields: optional(viewFields), opts: optional(viewOptions) },
    access: anyone,
    doc: 'Repos that meet clauses such as ["state", 1], with the fields asked for.',
    handler: (ctx, { opts: options, ...query }) => queryRepos(ctx, { ...query, options }),
  }),
  method('repo.request', {
    params: {
      tag: nameOrId,
      min_event: optional(minimumEventRef),
      at_event: optional(integer),
      opts: optional(askedOptions, null),
      priority: optional(integer),
      force: flag(false),
    },
    access: loggedIn,
    doc: 'Returns a ready repo of a tag that meets the needs, or asks for one.',
    handler: (ctx, { tag, min_event: minEvent, at_event: atEvent, opts: options, priority, force }) =>
      requestRepo(ctx, { tag, minEvent, atEvent, options, priority, force }),
  }),
  method('repo.checkRequest', {
    params: { req_id: integer },
    access: anyone,
    doc: 'How far a repo request is: the request, the repo once there is one, the task until then.',
    handler: (ctx, { req_id: id }) => checkRequest(ctx, id),
  }),
  method('repo.waitRequest', {
    params: { req_id: integer, timeout: optional(float, 30) },
    access: anyone,
    doc: 'As repo.checkRequest, but answers only when the request has ended, or after `timeout` seconds (60 at most).',
    handler: (ctx, { req_id: id, timeout }) =>
      waitForRequest(ctx, id, Math.min(Math.max(timeout, 0), LONGEST_WAIT)),
  }),
  method('repo.queryQueue', {
    params: { clauses: optional(viewClauses), fields: optional(viewFields), opts: optional(viewOptions) },
    access: anyone,
    doc: 'Repo requests that meet clauses such as ["active", true], with the fields asked for.',
    handler: (ctx, { opts: options, ...query }) => queryRequests(ctx, { ...query, options }),
  }),
  method('repo.setRequestPriority', {
    params: { req_id: integer, priority: integer },
    access: permission('admin'),
    doc: 'Changes the priority of a repo request. Smaller numbers come first.',
    handler: async (ctx, { req_id: id, priority }) => {
      await setRequestPriority(ctx, id, priority);
      return null;
    },
  }),
  method('repo.setState', {
    params: { repo_id: integer, state: repoState },
    access: permission('repo'),
    doc: 'Changes the state of a repo.',
    handler: async (ctx, { repo_id: id, state }) => {
      await setRepoState(ctx, id, state);
      return null;
    },
  }),
  method('repo.references', {
    params: { repo_id: comparedInteger },
    access: anyone,
    doc: 'The buildroots that use a repo.',
    handler: (ctx, { repo_id: id }) => repoReferences(ctx, id),
  }),
  method('repo.checkQueue', {
    params: {},
    access: permission('repo'),
    doc: 'Makes tasks for waiting repo requests. The hub does so by itself unless it leaves that to a kojira.',
    handler: async (ctx) => {
      await checkQueue(ctx);
      return null;
    },
  }),
  method('repo.autoRequests', {
    params: {},
    access: permission('repo'),
    doc: 'Asks for repos of the tags that want theirs kept up to date.',
    handler: async (ctx) => {
      await requestAutoRepos(ctx);
      return null;
    },
  }),
  method('repo.updateEndEvents', {
    params: {},
    access: permission('repo'),
    doc: 'Notes which ready repos are out of date.',
    handler: async (ctx) => {
      await updateEndEvents(ctx);
      return null;
    },
  }),
];
