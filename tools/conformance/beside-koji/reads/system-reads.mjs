import { each, named, read, readAsAdmin } from './read.mjs';

/** Calls without a thing of their own, sessions, users and permissions. */
export function* systemReads({ users, permissions, events, notifications, notificationBlocks }) {
  yield* each(
    '_listapi getAPIVersion getKojiVersion getActiveRepos getAllArches getAllPerms getArchiveTypes getBuildTargets ' +
      'getExternalRepo getLastEvent hello listBTypes listCGs listChannels listExternalRepos listHosts ' +
      'listPackagesSimple listSideTags listTags listUsers listVolumes mavenEnabled winEnabled getLoggedInUser ' +
      'system.listMethods showSession getTagExternalRepos untaggedBuilds repo.queryQueue',
  );
  for (const method of (
    'getLoggedInUser getPerms getSessionInfo getBuildNotifications getBuildNotificationBlocks getUserPerms ' +
    'getUser showOpts scheduler.getTaskRuns scheduler.getLogMessages scheduler.getTaskRefusals scheduler.getHostData'
  ).split(' ')) {
    yield readAsAdmin(method);
  }
  yield readAsAdmin('getSessionInfo', named({ details: true }));
  yield readAsAdmin('getSessionInfo', named({ user_id: 2 }));
  for (const permission of ['admin', 'tag', 'repo', 'nope']) {
    yield readAsAdmin('hasPerm', permission);
    yield read('listUsers', named({ perm: permission }));
    yield read('listUsers', named({ perm: permission, inherited_perm: true }));
  }
  for (const permission of permissions) yield readAsAdmin('hasPerm', permission);
  for (const type of [0, 1, 2, null, [0, 2]]) yield read('listUsers', type);
  yield read('listUsers', named({ prefix: 'a' }));
  yield read('listUsers', named({ queryOpts: { order: '-name', limit: 5 } }));
  for (const user of users) {
    for (const method of (
      'getUser getUserPerms getUserGroups getUserPermsInheritance getBuildNotifications ' +
      'getBuildNotificationBlocks getGroupMembers'
    ).split(' ')) {
      yield readAsAdmin(method, user);
    }
    yield read('getUser', user, named({ strict: true }));
    yield read('getUser', user, named({ groups: true }));
    yield read('getUser', user, named({ krb_princs: false }));
    yield read('listPackages', named({ userID: user }));
    yield read('listBuilds', named({ userID: user, queryOpts: { limit: 5, order: 'build_id' } }));
    yield read('checkTagAccess', 1, named({ user_id: user }));
    yield read('listSideTags', named({ user }));
  }
  for (const id of notifications) {
    yield read('getBuildNotification', id);
    yield read('getBuildNotification', id, true);
  }
  for (const id of notificationBlocks) yield read('getBuildNotificationBlock', id);
  for (const event of [...events, 9999999, 'auto']) {
    yield read('getEvent', event);
    yield read('getEvent', event, false);
    yield read('getLastEvent', event);
  }
  yield read('getLastEvent', named({ before: { $double: 1 } }));
  yield read('getLastEvent', named({ before: { $double: 1 }, strict: false }));
  yield* each('getTag nope.method system.methodHelp system.methodSignature checkUpload error fault');
  yield read('getTag', 1, 2, 3, 4, 5, 6);
  yield read('getTag', named({ nope: 1 }));
  yield read('echo', 1, 'x', [2]);
  yield read('system.methodSignature', 'getTag');
  yield read('checkUpload', 'tasks/1/1', 'x');
  yield readAsAdmin('checkUpload', 'nope', 'x');
  for (const method of ['resubmitTask', 'freeTask', 'cancelTask']) yield read(method, 99999999);
  yield read('multiCall', [
    { methodName: 'getTag', params: ['base'] },
    { methodName: 'getBuild', params: [5] },
    { methodName: 'nope', params: [] },
    { methodName: 'getTag', params: ['zz', null, null] },
    { methodName: 'getTag', params: ['zz', named({ strict: true })] },
  ]);
  yield readAsAdmin('evalPolicy', 'build_rpm', { user_id: 1 });
  yield readAsAdmin('evalPolicy', 'nope', {});
  yield readAsAdmin('evalPolicy', 'channel', { method: 'build', req_channel: 'x' });
  yield readAsAdmin('evalPolicy', 'tag', { tag: 1, operation: 'tag', build: 1, pkg_name: 'x' });
}
