import { dictionary, parseTaskParams } from '@kojikit/protocol';
import { lookupName, lookupNameStrictly } from '../lookup/index.js';
import type { FindFact } from '../ground/late-facts.js';
import type { PolicyData } from '../ground/policies.js';
import { expectText, isStruct } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { getTask } from './read-tasks.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isGiven, nameOrId } from '../readers/index.js';

/** The facts that policies get of a stored task. Throws GenericError `query returned no rows` for an unknown one. */
export async function policyDataOfTask(ctx: Context, id: number): Promise<PolicyData> {
  const task = await getTask(ctx, id, { request: true });
  return policyDataOfRequest(ctx, task.method, task.request ?? []);
}

/**
 * The facts that policies get of a task's parameters: `source`, `target`, `tag`, `build_tag`, `scratch`. Tasks whose
 * parameters are not known give none. Throws ParameterError for a source that is no text.
 */
export async function policyDataOfRequest(
  ctx: Context,
  method: string,
  request: readonly unknown[],
): Promise<PolicyData> {
  const { data, late } = factsOfRequest(ctx, method, request);
  for (const [name, find] of Object.entries(late)) {
    const value = await find();
    if (value !== undefined) data[name] = value;
  }
  return data;
}

/** The facts that need no question, and what finds out the others by their names. */
export interface RequestFacts {
  readonly data: PolicyData;
  readonly late: Readonly<Record<string, FindFact>>;
}

/** {@link policyDataOfRequest} for who does not need all of it. Throws the same. */
export function factsOfRequest(ctx: Context, method: string, request: readonly unknown[]): RequestFacts {
  const params = knownParams(ctx, method, request);
  const data: PolicyData = dictionary();
  const late: Record<string, FindFact> = {};
  const first = (names: readonly string[]) => names.find((name) => Object.hasOwn(params, name));

  const source = method === 'newRepo' ? undefined : first(['src', 'spec_url', 'url']);
  if (source !== undefined) data['source'] = expectText(params[source]);

  const target = first(['target', 'build_target', 'target_info']);
  if (target !== undefined) late['target'] = targetName(ctx, params[target]);

  const tag = first(['tag', 'tag_id', 'tag_info']);
  if (tag !== undefined) late['tag'] = () => tagName(ctx, params[tag]);
  if ('build_tag' in params) late['build_tag'] = () => tagName(ctx, params['build_tag']);

  const scratch = scratchOf(params['opts']);
  if (scratch !== undefined) data['scratch'] = scratch;
  return { data, late };
}

/*
 * Options should be a struct. Callers also send text, which Koji takes unless it looks for the option in it and then
 * cannot read it: an error without fault code.
 */
function scratchOf(options: unknown): unknown {
  if (!isGiven(options)) return undefined;
  if (isStruct(options)) return options['scratch'];
  const mentions = (typeof options === 'string' || Array.isArray(options)) && options.includes('scratch');
  if (mentions || typeof options === 'number')
    throw new CallerMistake('the options of a task must be a struct');
  return undefined;
}

function knownParams(ctx: Context, method: string, request: readonly unknown[]): Record<string, unknown> {
  let params: Record<string, unknown>;
  try {
    params = parseTaskParams(method, request);
  } catch (error) {
    ctx.log.debug({ err: error, method }, 'the parameters of a task are not known');
    return {};
  }
  if (method !== 'indirectionimage') return params;
  // This kind has all its parameters in one struct.
  const options = isGiven(params['opts']) ? expectOptions(params['opts']) : {};
  return { ...options, opts: options };
}

function expectOptions(options: unknown): Record<string, unknown> {
  if (!isStruct(options)) throw new CallerMistake('the options of a task must be a struct');
  return options;
}

/* What is neither name nor id is refused at once. */
function targetName(ctx: Context, given: unknown): () => Promise<string | null> {
  const info = isStruct(given) ? given['name'] : given;
  if (info === null || info === undefined) return async () => null;
  const named = nameOrId(info);
  return async () => (await lookupName(ctx, 'build_target', named))?.name ?? null;
}

async function tagName(ctx: Context, info: unknown): Promise<string | undefined> {
  try {
    return (await lookupNameStrictly(ctx, 'tag', nameOrId(info))).name;
  } catch (error) {
    ctx.log.debug({ err: error, tag: info }, 'a task names no tag');
    return undefined;
  }
}
