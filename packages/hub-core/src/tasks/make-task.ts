import sql from 'sql-template-tag';
import { GenericError, TASK_STATES, type AnnouncedTask } from '@kojikit/protocol';
import type { Row } from '../db/database.js';
import { checkedArches, getHost } from '../hosts/index.js';
import { withLateFacts } from '../ground/late-facts.js';
import type { PolicyData } from '../ground/policies.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import type { AskedTaskOptions } from './readers/task-options.js';
import { encodeRequest } from './task-document.js';
import { channelByPolicy, priorityByPolicy, requestedChannel } from './task-placement.js';
import { factsOfRequest } from './task-policy-data.js';

/** What is known of a new task. */
export interface NewTaskOptions extends AskedTaskOptions {
  /** The id of a user; default: the parent's, else the caller. */
  readonly owner?: number;
}

const DEFAULT_PRIORITY = 20;

/** A task as it is going to be made. */
export interface PlannedTask {
  readonly row: AnnouncedTask & Row;
  readonly options: NewTaskOptions;
  readonly host: number | undefined;
}

/**
 * Makes a task and returns its id. Channel and priority are the policies' matter. Checks no permission.
 * Throws GenericError for an unknown or closed parent, an unknown or disabled channel and policies without an answer.
 * @param known the parent, where it has been read.
 */
export async function makeTask(
  ctx: Context,
  name: string,
  request: readonly unknown[],
  options: NewTaskOptions = {},
  known?: ParentTask,
): Promise<number> {
  return makePlannedTask(ctx, await planTask(ctx, name, request, options, known));
}

/** The first half of {@link makeTask}, for who has more to ask meanwhile: it only reads. Throws the same. */
export async function planTask(
  ctx: Context,
  name: string,
  request: readonly unknown[],
  options: NewTaskOptions = {},
  known?: ParentTask,
): Promise<PlannedTask> {
  const arches = options.arch === undefined ? undefined : checkedArches(options.arch);
  const host = options.assign === undefined ? undefined : await hostId(ctx, options.assign);
  const parent =
    options.parent === undefined ? undefined : (known ?? (await openParent(ctx, options.parent)));
  const owner = options.owner ?? parent?.owner ?? caller(ctx);
  const arch = arches ?? parent?.arch ?? 'noarch';
  const label = parent === undefined ? null : (options.label ?? null);

  const facts: PolicyData = {
    method: name,
    arch,
    parent: options.parent ?? null,
    label,
    owner,
    user_id: owner,
  };
  const requested = options.channel === undefined ? undefined : await requestedChannel(ctx, options.channel);
  if (requested) facts['req_channel'] = options.channel;
  const asked = factsOfRequest(ctx, name, request);
  const data = withLateFacts({ ...facts, ...asked.data }, asked.late);

  const channelId = await channelByPolicy(ctx, data, {
    parent: parent?.channel_id,
    requested: requested?.id,
  });
  const wanted = options.priority ?? (parent === undefined ? DEFAULT_PRIORITY : parent.priority - 1);
  const row = {
    state: TASK_STATES.FREE,
    owner,
    method: name,
    request: encodeRequest(name, request),
    priority: await priorityByPolicy(ctx, data, wanted),
    parent: options.parent ?? null,
    label,
    channel_id: channelId,
    arch,
  };
  return { row, options, host };
}

/** The second half of {@link makeTask}: returns the id. */
export async function makePlannedTask(ctx: Context, { row, options, host }: PlannedTask): Promise<number> {
  const { channel, assign } = options;
  const made = { attribute: 'state', old: null, new: 'FREE' };
  // Koji shows its handlers the options beside the columns: the channel as it was given, but the host's id for its name.
  const asked = {
    ...(channel !== undefined && { channel }),
    ...(assign !== undefined && { assign: host ?? assign }),
  };
  await ctx.emit('preTaskStateChange', { ...made, info: { ...asked, ...row } });
  const assigned = host ? { state: TASK_STATES.ASSIGNED, host_id: host } : {};
  const id = await ctx.db.insertReturningId('task', { ...row, ...assigned });
  await ctx.emit('postTaskStateChange', { ...made, info: { ...asked, ...row, id } });
  const { parent } = row;
  ctx.afterCommit(() => {
    ctx.signals.changed('task');
    if (host) ctx.signals.announce(`host:${host}`);
    if (typeof parent === 'number') ctx.signals.announce(`task:${parent}`);
  });
  return id;
}

/* Koji does not look up an id. */
async function hostId(ctx: Context, info: NameOrId): Promise<number> {
  return typeof info === 'number' ? info : (await getHost(ctx, info)).id;
}

/** What a subtask has of the task above it, which is open. */
export interface ParentTask {
  readonly owner: number;
  readonly channel_id: number;
  readonly priority: number;
  readonly arch: string;
}

async function openParent(ctx: Context, id: number): Promise<ParentTask> {
  const parent = await ctx.db.first<ParentTask & { readonly state: number }>(
    sql`SELECT state, owner, channel_id, priority, arch FROM task WHERE id = ${id}`,
  );
  if (parent === undefined) throw new GenericError(`Invalid parent task: ${id}`);
  if (parent.state !== TASK_STATES.OPEN) throw new GenericError(`Parent task (id ${id}) is not open`);
  return parent;
}

function caller(ctx: Context): number {
  if (ctx.session.userId === undefined) throw new GenericError('task must have an owner');
  return ctx.session.userId;
}
