import { BUILD_STATES } from '@kojikit/protocol';
import { addArchive, addBuildroot, addRepo, addRpm, changeBuild, putLog, putPackage } from '../built.js';
import { type Area, HOSTILE } from './area.js';

/** Builds with what they hold and were made of: one of which lists are cut, and one under way. */
export const buildsArea: Area = async ({ hub }) => {
  const { rows } = hub;
  const tags = [
    await rows.tag({ name: 'f41-with-a-rather-long-name' }),
    await rows.tag({ name: 'f41-candidate' }),
  ];
  await rows.target({ name: 'f41', destTag: tags[0]!.id });
  const task = await rows.task({ method: 'build', params: [`git+https://example.com/${HOSTILE}`, 'f41'] });
  const build = await rows.build({ name: 'tinylib', taskId: task.id, tags: tags.map(({ id }) => id) });
  await changeBuild(hub, build.id, {
    source: `javascript:${HOSTILE}`,
    extra: JSON.stringify({ [HOSTILE]: HOSTILE }),
  });
  await (await hub.as('kojiadmin')).call('untagBuildBypass', ['f41-candidate', build.name]);
  const host = await rows.host({ name: 'builder-of-builds.example.com' });
  const buildroot = await addBuildroot(hub, {
    host: host.id,
    repo: await addRepo(hub, tags[0]!.id),
    task: task.id,
  });
  await addRpm(hub, { build_id: build.id, arch: 'src' }, ['aaaa1111']);
  const rpm = await addRpm(hub, {
    build_id: build.id,
    buildroot_id: buildroot,
    extra: JSON.stringify({ [HOSTILE]: 1 }),
  });
  for (let number = 0; number < 60; number += 1)
    await addRpm(hub, { build_id: build.id, name: `tinylib-${'x'.repeat(number)}`, arch: 'noarch' });
  const archive = await addArchive(hub, { build_id: build.id, filename: HOSTILE, buildroot_id: buildroot });
  await putPackage(hub, 'src');
  await putPackage(hub, 'x86_64');
  for (const name of ['build.log', 'root.log', 'hw_info.log']) await putLog(hub, 'x86_64', name);
  const under = await rows.build({
    name: 'tinylib',
    version: '2.0',
    state: BUILD_STATES.BUILDING,
    taskId: (await rows.task({ method: 'build', params: ['x.src.rpm', 'f41'] })).id,
  });
  const used = await addBuildroot(hub, { host: host.id, repo: 1, task: task.id, rpms: [rpm] });
  return [
    `buildinfo?buildID=${build.id}`,
    `buildinfo?buildID=${under.id}`,
    `rpminfo?rpmID=${rpm}`,
    `rpmlist?type=component&buildrootID=${used}`,
    `rpmlist?type=build&buildID=${build.id}&start=50`,
    `archiveinfo?archiveID=${archive}`,
    `fileinfo?rpmID=${rpm}&filename=/usr/share/tinylib/data.txt`,
    `buildrootinfo?buildrootID=${used}`,
    `archivelist?type=build&buildID=${build.id}`,
  ];
};
