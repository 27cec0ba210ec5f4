import { type Area, HOSTILE } from './area.js';

/** Tags with targets, repos, requests for them, build roots and external repos. */
export const tagsArea: Area = async ({ hub }) => {
  const { rows } = hub;
  const admin = await hub.as('kojiadmin');
  const base = await rows.tag({ name: 'long-name-of-a-base-tag-with-no-end', arches: 'x86_64 aarch64' });
  const tag = await rows.tag({ name: 'area-build', arches: 'x86_64', parents: [base.id] });
  for (let number = 0; number < 60; number += 1)
    await rows.target({ name: `target-${number}`, buildTag: tag.id, destTag: base.id });
  const target = await rows.target({ name: 'area', buildTag: tag.id, destTag: base.id });
  const task = await rows.task({ method: 'newRepo', params: ['area-build'] });
  const host = await rows.host({ name: 'area-host' });
  const repo = await rows.repo({ tag: tag.id, taskId: task.id, customOptions: { src: true } });
  await rows.buildroot({ repo: repo.id, task: task.id, host: host.id });
  await admin.call('repo.request', [tag.id], { opts: { src: true, debuginfo: true }, force: true });
  await admin.call('createExternalRepo', ['outside', `https://example.com/${HOSTILE}/$arch/`]);
  await admin.call('addExternalRepoToTag', ['area-build', 'outside', 5]);
  await admin.call('editTag2', [tag.id], { extra: { note: HOSTILE } });
  return [
    'buildtargets',
    `buildtargetinfo?targetID=${target.id}`,
    `repoinfo?repoID=${repo.id}`,
    'reporequests?active=all',
    'reporequest?reqID=1',
    `buildroots?repoID=${repo.id}`,
    'externalrepos',
    'externalrepoinfo?extrepoID=outside',
    `taginfo?tagID=${tag.id}`,
    'tagcreate',
    `tagedit?tagID=${tag.id}`,
    `tagdelete?tagID=${tag.id}`,
    `tagparent?tagID=${tag.id}&action=add`,
    `buildtargetedit?targetID=${target.id}`,
    `hostedit?hostID=${host.id}`,
    `disablehost?hostID=${host.id}&comment=${encodeURIComponent(HOSTILE)}`,
    `taskpriority?taskID=${task.id}`,
    'notificationcreate',
    'activesession',
    'hosts?state=all&order=-channels',
  ];
};
