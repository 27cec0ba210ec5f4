import sql, { type Sql } from 'sql-template-tag';
import { parseTaskParams, type AnnouncedTask } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import { currentAt } from '../history/index.js';
import { emptyOr, nameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { buildConfig, findTag } from '../tags/index.js';
import { findTarget } from '../targets/index.js';
import { decodeRequest } from '../tasks/index.js';
import { setRefusal } from './refusals.js';

/** Where tasks that may run on any arch, but build for the arches of a tag, name that tag. */
const TAG_PARAMETERS: Readonly<Record<string, string>> = {
  buildMaven: 'build_tag',
  buildSRPMFromSCM: 'build_tag',
  rebuildSRPM: 'build_tag',
  buildArch: 'root',
};

/** What is looked at of a new task that waits for a host. */
export interface NewTask {
  readonly id: number;
  readonly method: string;
  readonly channelId: number;
  /** As it is stored. */
  readonly request: string;
}

/**
 * Keeps a noarch build task away from the hosts of its channel that have none of the build tag's arches: they could not
 * make its buildroot. What cannot be worked out is logged; the task is made all the same.
 */
export async function refuseForArch(ctx: Context, task: NewTask): Promise<void> {
  try {
    await ctx.db.savepoint(() => refuse(ctx, task));
  } catch (error) {
    ctx.log.error({ err: error, task: task.id }, 'cannot work out which hosts are of use to a task');
  }
}

async function refuse(ctx: Context, task: NewTask): Promise<void> {
  const tagInfo = await buildTag(ctx, task);
  const tag = tagInfo === undefined ? undefined : await findTag(ctx, nameOrId(tagInfo));
  if (tag === undefined) return;
  const { arches } = await buildConfig(ctx, tag.id, null);
  const wanted = new Set((arches ?? '').split(/\s+/).filter(Boolean).map(canonArch));
  if (wanted.size === 0) return;
  const useless = (await readChannelArches(ctx, task.channelId)).filter(
    (hostArches) => !(hostArches ?? '').split(/\s+/).some((arch) => wanted.has(arch)),
  );
  if (useless.length === 0) return;
  const msg = 'automatic arch refusal';
  for (const hostId of await readHostsOfArches(ctx, task.channelId, useless)) {
    await setRefusal(ctx, { taskId: task.id, hostId, soft: false, byHost: false, msg });
  }
}

/* What hosts of a channel say of their arches, each text once: a site has many hosts, but few kinds of them. */
function readChannelArches(ctx: Context, channelId: number): Promise<(string | null)[]> {
  return ctx.db.column<string | null>(sql`
    SELECT DISTINCT host_config.arches FROM ${enabledHostsOf(channelId)}`);
}

async function readHostsOfArches(
  ctx: Context,
  channelId: number,
  arches: readonly (string | null)[],
): Promise<number[]> {
  const texts = ctx.db.dialect.isIn(sql`host_config.arches`, arches);
  const none = arches.includes(null) ? sql` OR host_config.arches IS NULL` : sql``;
  return ctx.db.column<number>(sql`
    SELECT host_config.host_id FROM ${enabledHostsOf(channelId)} AND (${texts}${none}) ORDER BY host_config.host_id`);
}

function enabledHostsOf(channelId: number): Sql {
  return sql`host_config JOIN host_channels ON host_channels.host_id = host_config.host_id
     WHERE host_channels.channel_id = ${channelId} AND host_config.enabled IS TRUE
       AND ${currentAt('host_channels', null)} AND ${currentAt('host_config', null)}`;
}

/** A new task of a kind that {@link refuseForArch} looks at, of what is announced of it; else undefined. */
export function taskOfAnyArch(announced: AnnouncedTask): NewTask | undefined {
  const { id, arch, method, channel_id: channelId, request } = announced;
  if (arch !== 'noarch' || id === undefined || method === undefined || channelId === undefined)
    return undefined;
  if (method !== 'wrapperRPM' && !Object.hasOwn(TAG_PARAMETERS, method)) return undefined;
  return typeof request === 'string' ? { id, method, channelId, request } : undefined;
}

async function buildTag(ctx: Context, { method, request }: NewTask): Promise<unknown> {
  const params = parseTaskParams(method, decodeRequest(request));
  if (method !== 'wrapperRPM') return params[TAG_PARAMETERS[method]!];
  return (await findTarget(ctx, emptyOr(nameOrId)(params['build_target'])))?.build_tag;
}
