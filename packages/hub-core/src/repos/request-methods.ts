import { anyone, loggedIn, permission } from '../auth/access.js';
import { columnInteger } from '../rpc/database-values.js';
import { isTrue, toFloat } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { requestAutoRepos } from './auto-requests.js';
import { checkQueue } from './check-queue.js';
import { checkRequest, waitForRequest } from './check-request.js';
import { updateEndEvents } from './end-events.js';
import { readyRepo } from './read-repos.js';
import { requestRepo, setRequestPriority } from './request-repo.js';
import { repoReferences, setRepoState } from './set-repo-state.js';
import { queryRepos, queryRequests } from './views.js';

/* Longer waits are for the caller to repeat: proxies cut connections that are silent for long. */
const LONGEST_WAIT = 60;

/** The calls below `repo.`. */
export const repoRequestMethods: Method[] = [
  method('repo.get', {
    params: [required('tag'), optional('min_event'), optional('at_event'), optional('opts')],
    access: anyone,
    doc: 'The best ready repo of a tag that meets the needs, or nil.',
    handler: async (ctx, { tag, min_event: minEvent, at_event: atEvent, opts: options }) =>
      (await readyRepo(ctx, { tag, minEvent, atEvent, options })) ?? null,
  }),
  method('repo.query', {
    params: [required('clauses'), optional('fields'), optional('opts')],
    access: anyone,
    doc: 'Repos that meet clauses such as ["state", 1], with the fields asked for.',
    handler: (ctx, { clauses, fields, opts }) => queryRepos(ctx, clauses, fields, opts),
  }),
  method('repo.request', {
    params: [
      required('tag'),
      optional('min_event'),
      optional('at_event'),
      optional('opts'),
      optional('priority'),
      optional('force', false),
    ],
    access: loggedIn,
    doc: 'Returns a ready repo of a tag that meets the needs, or asks for one.',
    handler: (ctx, { tag, min_event: minEvent, at_event: atEvent, opts: options, priority, force }) =>
      requestRepo(ctx, { tag, minEvent, atEvent, options, priority, force: isTrue(force) }),
  }),
  method('repo.checkRequest', {
    params: [required('req_id')],
    access: anyone,
    doc: 'How far a repo request is: the request, the repo once there is one, the task until then.',
    handler: (ctx, { req_id: id }) => checkRequest(ctx, id),
  }),
  method('repo.waitRequest', {
    params: [required('req_id'), optional('timeout', 30)],
    access: anyone,
    doc: 'As repo.checkRequest, but answers only when the request has ended, or after `timeout` seconds (60 at most).',
    handler: (ctx, { req_id: id, timeout }) =>
      waitForRequest(ctx, id, Math.min(Math.max(toFloat(timeout), 0), LONGEST_WAIT)),
  }),
  method('repo.queryQueue', {
    params: [optional('clauses'), optional('fields'), optional('opts')],
    access: anyone,
    doc: 'Repo requests that meet clauses such as ["active", true], with the fields asked for.',
    handler: (ctx, { clauses, fields, opts }) => queryRequests(ctx, clauses, fields, opts),
  }),
  method('repo.setRequestPriority', {
    params: [required('req_id'), required('priority')],
    access: permission('admin'),
    doc: 'Changes the priority of a repo request. Smaller numbers come first.',
    handler: async (ctx, { req_id: id, priority }) => {
      await setRequestPriority(ctx, id, priority);
      return null;
    },
  }),
  method('repo.setState', {
    params: [required('repo_id'), required('state')],
    access: permission('repo'),
    doc: 'Changes the state of a repo.',
    handler: async (ctx, { repo_id: id, state }) => {
      await setRepoState(ctx, id, state);
      return null;
    },
  }),
  method('repo.references', {
    params: [required('repo_id')],
    access: anyone,
    doc: 'The buildroots that use a repo.',
    handler: (ctx, { repo_id: id }) => repoReferences(ctx, columnInteger(id)),
  }),
  method('repo.checkQueue', {
    params: [],
    access: permission('repo'),
    doc: 'Makes tasks for waiting repo requests. The hub does so by itself unless it leaves that to a kojira.',
    handler: async (ctx) => {
      await checkQueue(ctx);
      return null;
    },
  }),
  method('repo.autoRequests', {
    params: [],
    access: permission('repo'),
    doc: 'Asks for repos of the tags that want theirs kept up to date.',
    handler: async (ctx) => {
      await requestAutoRepos(ctx);
      return null;
    },
  }),
  method('repo.updateEndEvents', {
    params: [],
    access: permission('repo'),
    doc: 'Notes which ready repos are out of date.',
    handler: async (ctx) => {
      await updateEndEvents(ctx);
      return null;
    },
  }),
];
