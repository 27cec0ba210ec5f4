import { isFinished, parseTaskParams, TASK_STATES } from '@kojikit/protocol';
import { getChannel, getHost, readHosts } from '../hosts/index.js';
import { activeRequests } from '../repos/index.js';
import type { Context } from '../ground/context.js';
import { findTag } from '../tags/index.js';
import { getTask, policyDataOfRequest, readChildren, type TaskInfo } from '../tasks/index.js';
import { explainWaiting, type Situation, type WaitReason } from './explain-waiting.js';
import { isSilent, planLimits } from './host-load.js';
import { readActiveTasks, readFreeTasks, readSchedulableHosts } from './read-situation.js';
import { readRefusals } from './refusals.js';
import { nameOrId } from '../readers/index.js';

/** Most tasks that a task waits for and that are explained: of a thousand most wait for the same. */
const MOST_EXPLAINED = 20;

/* One question: what it has looked at, and what the scheduler knows, which is read once for all tasks. */
interface Search {
  readonly ctx: Context;
  readonly seen: Set<number>;
  readonly situation: () => Promise<SchedulerSituation>;
  readonly channel: (id: number) => Promise<ChannelSituation>;
}

type SchedulerSituation = Omit<Situation, keyof ChannelSituation | 'method'>;
type ChannelSituation = Pick<Situation, 'channel' | 'disabledHosts'>;

/**
 * Why a task waits: for a host, or for other tasks that do, of which 20 are explained and the others counted. Empty for a
 * task that works or has ended. Reads only. Throws GenericError `query returned no rows` for an unknown task.
 */
export async function taskWaitReasons(ctx: Context, id: number): Promise<WaitReason[]> {
  const channels = new Map<number, Promise<ChannelSituation>>();
  let situation: Promise<SchedulerSituation> | undefined;
  const search: Search = {
    ctx,
    seen: new Set(),
    situation: () => (situation ??= readSituation(ctx)),
    channel(channelId) {
      const known = channels.get(channelId) ?? readChannelSituation(ctx, channelId);
      channels.set(channelId, known);
      return known;
    },
  };
  return reasonsOf(search, await getTask(ctx, id, { request: true }));
}

async function reasonsOf(search: Search, task: TaskInfo): Promise<WaitReason[]> {
  const { ctx, seen } = search;
  if (seen.has(task.id)) return [];
  seen.add(task.id);
  if (task.state === TASK_STATES.FREE) return reasonsOfFree(search, task);
  if (task.state === TASK_STATES.ASSIGNED) return reasonsOfAssigned(ctx, task);
  if (task.state !== TASK_STATES.OPEN) return [];
  const { others, reasons } = await awaitedBy(ctx, task);
  let more = 0;
  for (const other of others) {
    if (seen.size > MOST_EXPLAINED && !seen.has(other.id)) {
      more += 1;
      continue;
    }
    for (const { code, text, about = [] } of await reasonsOf(search, other)) {
      reasons.push({
        code,
        text: `task ${other.id} (${other.method}): ${text}`,
        about: [{ kind: 'task', id: other.id, name: String(other.id) }, ...about],
      });
    }
  }
  if (more > 0)
    reasons.push({ code: 'more_tasks', text: `it waits for ${more} more ${more === 1 ? 'task' : 'tasks'}` });
  return reasons;
}

async function readSituation(ctx: Context): Promise<SchedulerSituation> {
  const now = Date.now() / 1000;
  const freeTasks = await readFreeTasks(ctx);
  const enabled = await readSchedulableHosts(ctx);
  const silent = new Set(
    enabled.filter((host) => isSilent(host, ctx.config.ReadyTimeout, now)).map(({ id }) => id),
  );
  return {
    freeTasks,
    silent,
    hosts: enabled.map((host) => (silent.has(host.id) ? { ...host, ready: false } : host)),
    activeTasks: await readActiveTasks(ctx),
    refusals: (await readRefusals(ctx, now)).refusals,
  };
}

async function readChannelSituation(ctx: Context, id: number): Promise<ChannelSituation> {
  const channel = await getChannel(ctx, id);
  const disabled = await readHosts(ctx, { channel: id, enabled: false });
  return {
    channel,
    disabledHosts: disabled.map((host) => ({
      id: host.id,
      name: host.name,
      arches: (host.arches ?? '').split(/\s+/).filter(Boolean),
    })),
  };
}

async function reasonsOfFree({ ctx, ...search }: Search, task: TaskInfo): Promise<WaitReason[]> {
  const situation = await search.situation();
  const place = await search.channel(task.channel_id);
  const reasons = explainWaiting(
    { id: task.id, channelId: task.channel_id, arch: task.arch, weight: task.weight?.value ?? 1 },
    { ...situation, ...place, method: task.method },
    planLimits(ctx.config),
  );
  const rule = reasons.some(({ code }) => OF_CHANNEL.has(code))
    ? await channelRule(ctx, task, place.channel.name)
    : undefined;
  return rule === undefined ? reasons : [...reasons, rule];
}

/* Reasons that no waiting cures, and that come of where the task was sent. */
const OF_CHANNEL: ReadonlySet<string> = new Set(['no_host_in_channel', 'no_host_of_arch']);

/* The rule of the policy that sends such a task to its channel. Another one may have done so when it was made. */
async function channelRule(ctx: Context, task: TaskInfo, name: string): Promise<WaitReason | undefined> {
  const data = await policyDataOfRequest(ctx, task.method, task.request ?? []).catch(() => ({}));
  const facts = { method: task.method, arch: task.arch, parent: task.parent, label: task.label };
  const owner = { owner: task.owner, user_id: task.owner };
  const decision = await ctx.policy.evaluate('channel', { ...facts, ...owner, ...data });
  if (decision === undefined || decision.action !== `use ${name}`) return undefined;
  const shown = task.owner === ctx.session.userId || (await ctx.policy.mayReadRules());
  const says = shown ? `the rule "${decision.rule}" of the policy channel` : 'the policy channel';
  return {
    code: 'channel_policy',
    text: `${says} sends such tasks to ${name}`,
    about: [{ kind: 'channel', id: task.channel_id, name }],
  };
}

async function reasonsOfAssigned(ctx: Context, task: TaskInfo): Promise<WaitReason[]> {
  if (task.host_id === null) return [];
  const { id, name } = await getHost(ctx, task.host_id);
  const text = `${name} has been given the task and has not started it yet`;
  return [{ code: 'assigned', text, about: [{ kind: 'host', id, name }] }];
}

/* Subtasks, and for a task that waits for a repo the task that makes it, which is nobody's subtask. */
async function awaitedBy(
  ctx: Context,
  task: TaskInfo,
): Promise<{ others: TaskInfo[]; reasons: WaitReason[] }> {
  const children = task.waiting ? await readChildren(ctx, task.id, { request: true }) : [];
  const others = children.filter(({ state }) => !isFinished(state));
  const reasons: WaitReason[] = [];
  if (task.method !== 'waitrepo') return { others, reasons };
  const tag = await findTag(ctx, nameOrId(parseTaskParams(task.method, task.request ?? [])['tag']));
  if (tag === undefined) return { others, reasons };
  const place = { kind: 'tag' as const, id: tag.id, name: tag.name };
  const requests = await activeRequests(ctx, tag.id);
  if (requests.length === 0) {
    const text = `it waits for a repo of ${tag.name}, which nobody has asked for`;
    reasons.push({ code: 'repo_not_requested', text, about: [place] });
  }
  for (const request of requests) {
    if (request.task_id !== null) others.push(await getTask(ctx, request.task_id, { request: true }));
    else {
      const text = `the request ${request.id} for a repo of ${request.tag_name} has no task yet`;
      const about = [{ kind: 'request' as const, id: request.id, name: String(request.id) }, place];
      reasons.push({ code: 'repo_queued', text, about });
    }
  }
  return { others, reasons };
}
