import { each, named, read, readAsAdmin } from './read.mjs';

/** Tasks, hosts, channels, repos, volumes and the history. */
export function* taskReads({ tasks, hosts, channels, repos, requests, volumes, tagNames, events, history }) {
  for (const task of [...tasks, 99999999]) {
    yield* each(
      'getTaskInfo getTaskRequest getTaskChildren getTaskDescendents listTaskOutput taskFinished getTaskResult',
      task,
    );
    for (const method of ['getTaskInfo', 'getTaskChildren', 'getTaskDescendents']) {
      yield read(method, task, named({ request: true }));
    }
    yield read('getTaskInfo', task, named({ strict: true }));
    yield read('getTaskChildren', task, named({ strict: true }));
    yield read('getTaskResult', task, named({ raise_fault: false }));
    yield read('listTaskOutput', task, named({ stat: true }));
    yield read('listTaskOutput', task, named({ all_volumes: true }));
    yield read('listTaskOutput', task, named({ stat: true, all_volumes: true, strict: true }));
    yield read('listBuildroots', named({ taskID: task }));
    yield read('listBuilds', named({ taskID: task }));
    yield read('getChangelogEntries', named({ taskID: task, filepath: 'x' }));
    yield read('downloadTaskOutput', task, 'nope.log');
    yield read('downloadTaskOutput', task, 'build.log', named({ offset: 10, size: 20 }));
  }
  yield read('getTaskInfo', tasks, named({ request: true }));
  yield read('getTaskInfo', tasks);
  for (const [opts, queryOpts] of [
    [{}, { limit: 10, order: '-id' }],
    [{ state: [0, 1, 4] }, { order: 'id', limit: 20 }],
    [{ owner: 2 }, { limit: 5, order: 'id' }],
    [{ method: 'runroot', decode: true }, { order: 'id' }],
    [
      { method: ['build', 'newRepo'], state: [5] },
      { limit: 5, order: '-id' },
    ],
    [{ arch: ['noarch'] }, { limit: 3, order: 'id' }],
    [{ parent: null }, { limit: 3, order: 'id' }],
    [{ host_id: 1 }, { order: 'id' }],
    [
      { channel_id: 1, not_method: ['build'] },
      { limit: 4, order: 'id' },
    ],
    [{ createdAfter: { $double: 1.7e9 } }, { countOnly: true }],
    [{ completedBefore: '2026-10-01 00:00:00' }, { countOnly: true }],
    [{ label: 'srpm' }, {}],
    [{ weird: 1 }, {}],
    [
      { startedAfter: { $double: 1.7e9 }, decode: true },
      { limit: 3, order: 'id' },
    ],
  ]) {
    yield read('listTasks', opts, queryOpts);
  }
  yield* hostReads(hosts, channels, events);
  yield* repoReads(repos, requests);
  for (const volume of [...volumes, 'DEFAULT', 'nope']) {
    yield read('getVolume', volume);
    yield read('getVolume', volume, true);
  }
  yield* historyReads(tagNames, events, history);
}

function* hostReads(hosts, channels, events) {
  for (const host of [...hosts, 'nohost']) {
    yield* each('getHost getLastHostUpdate', host);
    yield read('getHost', host, named({ strict: true }));
    yield read('getHost', host, named({ event: events.at(-2) }));
    yield read('getLastHostUpdate', host, true);
    yield read('listChannels', named({ hostID: host }));
    yield readAsAdmin('scheduler.getHostData', host);
    yield readAsAdmin('scheduler.getTaskRefusals', named({ hostID: host }));
    yield read('listRPMs', named({ hostID: host }));
    yield read('listArchives', named({ hostID: host }));
  }
  for (const channel of [...channels, 'default', 'nope']) {
    yield read('getChannel', channel);
    yield read('getChannel', channel, true);
    yield read('listHosts', named({ channelID: channel }));
  }
  for (const args of [
    { arches: 'x86_64' },
    { arches: ['i386', 'noarch'] },
    { ready: true },
    { enabled: false },
    { userID: 1 },
    { queryOpts: { order: '-name' } },
  ]) {
    yield read('listHosts', named(args));
  }
  yield read('listChannels', named({ enabled: false }));
  yield read('listChannels', named({ event: events[0] }));
}

function* repoReads(repos, requests) {
  for (const repo of [...repos, 99999]) {
    yield* each('repoInfo repo.references', repo);
    yield read('repoInfo', repo, true);
    yield read('listBuildroots', named({ repoID: repo }));
    yield read('repo.query', [['id', '=', repo]]);
    yield read('repo.query', [['id', '=', repo]], ['id', 'state', 'tag_name', 'task_state']);
  }
  yield read('repo.query', [['state', '=', 1]], null, { order: 'id' });
  yield read('repo.query', [['nope', '=', 1]]);
  for (const request of [...requests, 99999]) {
    yield read('repo.checkRequest', request);
    yield read('repo.queryQueue', [['id', '=', request]]);
  }
  yield read('repo.queryQueue', [['active', 'IS', true]], null, { order: 'id' });
}

const TABLES = (
  'tag_listing tag_packages tag_config tag_inheritance build_target_config user_perms user_groups cg_users ' +
  'host_config host_channels group_config group_package_listing group_req_listing external_repo_config ' +
  'tag_external_repos tag_extra tag_package_owners nope'
).split(' ');

function* historyReads(tagNames, events, history) {
  for (const table of TABLES) {
    yield read('queryHistory', named({ tables: [table], tag: tagNames[0] }));
    yield read('queryHistory', named({ tables: [table], editor: 'alice' }));
    yield read('queryHistory', named({ tables: [table], afterEvent: events.at(-3) }));
    yield read('queryHistory', named({ tables: [table], active: true, tag: tagNames.at(-1) }));
    yield read('queryHistory', named({ tables: [table], after: { $double: 1 }, tag: tagNames[1] }));
  }
  for (const [key, values] of Object.entries(history)) {
    for (const value of [...values, 'nope']) yield read('queryHistory', named({ [key]: value }));
  }
  yield read('queryHistory', named({ queryOpts: { countOnly: true }, tag: tagNames[0] }));
}
