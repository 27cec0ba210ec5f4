import { BUILDROOT_STATES, BUILDROOT_TYPES } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { callingHost } from '../auth/index.js';
import type { Arches } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { assertWorksOnTask } from '../tasks/index.js';
import type { WholeNumber } from '../rpc/convert.js';

export interface NewBuildroot {
  readonly repo: WholeNumber | null;
  readonly arch: Arches | null;
  /** The task that the buildroot is for; the calling builder must run it. */
  readonly task: number | null;
}

/** Registers a buildroot that the calling builder is about to make. Returns its id. */
export async function newBuildroot(ctx: Context, { repo, arch, task }: NewBuildroot): Promise<number> {
  const host = await callingHost(ctx.session);
  if (task !== null) await assertWorksOnTask(ctx, task, host);
  const containerArch = normalizeArches(arch, { strict: true, allowNone: true });
  const id = await ctx.db.nextId('buildroot');
  await ctx.db.insert('buildroot', {
    id,
    container_arch: containerArch,
    container_type: 'chroot',
    br_type: BUILDROOT_TYPES.STANDARD,
  });
  await ctx.db.insert('standard_buildroot', {
    buildroot_id: id,
    host_id: host,
    repo_id: repo,
    task_id: task,
    state: BUILDROOT_STATES.INIT,
    create_event: await ctx.event(),
  });
  return id;
}
