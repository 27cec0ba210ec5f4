import sql from 'sql-template-tag';
import { GenericError, TASK_STATES } from '@kojikit/protocol';
import { checkedArches, getHost } from '../hosts/index.js';
import type { PolicyData } from '../policy/policy-test.js';
import { expectText, isStruct, toInteger } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonStr, pythonTypeName } from '../rpc/python-names.js';
import { findUserStrictly } from '../users/index.js';
import { encodeRequest } from './task-document.js';
import { channelByPolicy, priorityByPolicy, requestedChannel } from './task-placement.js';
import { policyDataOfRequest } from './task-policy-data.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** What callers may say of a new task. They come from the wire, so their types are checked. */
export interface NewTaskOptions {
  /** The id of an open task that this one is a part of. */
  readonly parent?: unknown;
  /** A name for a subtask, unique below its parent. */
  readonly label?: unknown;
  /** Id or name of a user; default: the parent's, else the caller. */
  readonly owner?: unknown;
  /** Name of a channel, for the rule `req` of the channel policy. */
  readonly channel?: unknown;
  /** Default: the parent's, else `noarch`. */
  readonly arch?: unknown;
  /** Lower goes first. Default: one before the parent's, else 20. */
  readonly priority?: unknown;
  /** Id or name of a host to give it to at once. */
  readonly assign?: unknown;
}

const DEFAULT_PRIORITY = 20;

/**
 * Makes a task and answers its id. Channel and priority are the policies' matter. Checks no permission.
 * Throws GenericError for an unknown or closed parent, an unknown or disabled channel and policies without an answer,
 * ParameterError for values of a wrong type.
 */
export async function makeTask(
  ctx: Context,
  method: unknown,
  parameters: unknown,
  options: NewTaskOptions = {},
): Promise<number> {
  const name = expectText(method);
  const given = await checkedOptions(ctx, options);
  const parent = given.parent === undefined ? undefined : await openParent(ctx, given.parent);
  const owner = given.owner ?? parent?.owner ?? caller(ctx);
  const arch = given.arch ?? parent?.arch ?? 'noarch';
  const label = parent === undefined ? null : (given.label ?? null);

  const facts: PolicyData = {
    method: name,
    arch,
    parent: given.parent ?? null,
    label,
    owner,
    user_id: owner,
  };
  const requested = options.channel === undefined ? undefined : await requestedChannel(ctx, options.channel);
  if (requested) facts['req_channel'] = options.channel;
  const request = listOf(parameters);
  const data: PolicyData = { ...facts, ...(await policyDataOfRequest(ctx, name, request)) };

  const channelId = await channelByPolicy(ctx, data, {
    parent: parent?.channel_id,
    requested: requested?.id,
  });
  const wanted = given.priority ?? (parent === undefined ? DEFAULT_PRIORITY : parent.priority - 1);
  const row = {
    state: TASK_STATES.FREE as number,
    owner,
    method: name,
    request: encodeRequest(name, request),
    priority: await priorityByPolicy(ctx, data, wanted),
    parent: given.parent ?? null,
    label,
    channel_id: channelId,
    arch,
  };
  return insertTask(ctx, row, options, given.assign);
}

async function insertTask(
  ctx: Context,
  row: Readonly<Record<string, unknown>>,
  { channel, assign }: NewTaskOptions,
  host: number | undefined,
): Promise<number> {
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
    if (host) ctx.signals.announce(`host:${host}`);
    if (typeof parent === 'number') ctx.signals.announce(`task:${parent}`);
  });
  return id;
}

async function checkedOptions(ctx: Context, options: NewTaskOptions) {
  const { parent, label, owner, arch, priority, assign } = options;
  return {
    parent: parent === undefined ? undefined : toInteger(parent),
    label: label === undefined ? undefined : expectText(label),
    owner: owner === undefined ? undefined : await idOf(owner, (info) => findUserStrictly(ctx, info)),
    arch: arch === undefined ? undefined : checkedArches(archesOf(arch)),
    priority: priority === undefined ? undefined : toInteger(priority),
    assign: assign === undefined ? undefined : await idOf(assign, (info) => getHost(ctx, info)),
  };
}

async function idOf(given: unknown, find: (info: unknown) => Promise<{ id: number }>): Promise<number> {
  return typeof given === 'number' ? given : (await find(given)).id;
}

function archesOf(given: unknown): string | null {
  return Array.isArray(given) ? given.map(pythonStr).join(' ') : given === null ? null : expectText(given);
}

interface Parent {
  readonly state: number;
  readonly owner: number;
  readonly channel_id: number;
  readonly priority: number;
  readonly arch: string;
}

async function openParent(ctx: Context, id: number): Promise<Parent> {
  const parent = await ctx.db.first<Parent>(
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

/* Koji makes a list of anything that has items: the letters of a text, the names of a struct. */
function listOf(given: unknown): unknown[] {
  if (Array.isArray(given)) return given;
  if (typeof given === 'string') return [...given];
  if (isStruct(given)) return Object.keys(given);
  throw new CallerMistake(`'${pythonTypeName(given)}' object is not iterable`);
}
