import { lstat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { BuildError } from '@kojikit/protocol';
import { z } from 'zod';
import { describeExit, succeeded } from '../process/exit-status.js';
import { assertAllowedScm } from '../scm/allowed-scm.js';
import { assertSupported, checkOut } from '../scm/checkout.js';
import { parseScmUrl } from '../scm/scm-url.js';
import { defineTask } from '../tasks/task-definition.js';
import { archOfRoot } from './choose-arch.js';
import { onlySource } from './source-package.js';
import { findSpec } from './spec-file.js';
import { hostHasArch, repoOf, subtaskOptions, tagParameter, tagReference } from './task-options.js';
import { uploadSource } from './upload-source.js';

/** Checks out a repository of sources and packs a source package of them in a build root. */
export const srpmFromScmTask = defineTask({
  method: 'buildSRPMFromSCM',
  weight: 1,
  params: z.object({ url: z.string(), build_tag: tagParameter, opts: subtaskOptions }),
  checkHost: ({ params, host, hub }) => hostHasArch(hub, host, params.build_tag),
  async run(task) {
    const { hub, params, settings, log } = task;
    const scm = parseScmUrl(params.url, { allowPassword: settings.allow_password_in_scm_url });
    const info = await hub.call('getTaskInfo', { task_id: task.id, strict: true });
    const channel = await hub.call('getChannel', { channelInfo: info.channel_id ?? 'default', strict: true });
    const data = { user_id: info.owner, channel: channel.name, scratch: params.opts?.scratch ?? null };
    const { useCommon, sourceCommand } = await assertAllowedScm(scm, settings, hub, data, log);
    assertSupported(scm);
    const repo = await repoOf(hub, params.opts);
    const event = repo.create_event;
    const tag = await hub.call('getTag', { tagInfo: tagReference(params.build_tag), strict: true, event });
    const config = await hub.call('getBuildConfig', { tag: tag.id, event });
    const root = await task.buildroot({
      tag: tag.id,
      arch: archOfRoot('noarch', await task.host(), config ?? tag),
      repoId: repo.id,
      installGroup: 'srpm-build',
      // What is not in the repository is fetched from somewhere else.
      setupDns: true,
    });
    await root.init();

    const outside = join(task.workDir, 'scmroot');
    const { folder, source } = await checkOut(task, scm, outside, useCommon);
    const spec = await findSpec(folder, settings.support_rpm_source_layout);
    const top = join(settings.chroot_tmpdir, 'scmroot');
    await root.place(outside, top);
    const inside = (path: string): string => join(top, relative(outside, path));
    if (sourceCommand) {
      const status = await root.run(sourceCommand, { user: 'build', cwd: inside(folder), isBuild: true });
      if (!succeeded(status)) {
        await root.expire();
        throw new BuildError(
          `error retrieving sources, ${describeExit(status, 'the command')}; see build.log or root.log for more information`,
        );
      }
    }
    const layout = join(folder, 'SOURCES');
    const hasLayout =
      settings.support_rpm_source_layout && (await lstat(layout).catch(() => undefined))?.isDirectory();
    await root.buildSource(inside(spec), inside(hasLayout ? layout : folder));
    const made = await onlySource(await root.results(), root.name);
    return uploadSource(task, root, made, source);
  },
});
