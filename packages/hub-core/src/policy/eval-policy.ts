import type { Context } from '../rpc/context.js';
import { expectPlain, isStruct } from '../rpc/convert.js';
import { pythonStr, pythonTypeName } from '../rpc/python-names.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * Koji's evalPolicy: the action that a policy answers for this data, or null when no rule fires.
 * Throws GenericError `no such policy: <name>`.
 */
export async function evalPolicy(ctx: Context, name: unknown, data: unknown): Promise<string | null> {
  const decision = await ctx.policy.evaluate(pythonStr(expectPlain(name)), policyData(data));
  return decision?.action ?? null;
}

/** A caller's policy data. Throws TypeError for what is no struct, as Koji's tests do when they look into it. */
export function policyData(data: unknown): Record<string, unknown> {
  if (!isStruct(data)) throw new CallerMistake(`policy data must be a struct, not ${pythonTypeName(data)}`);
  return { ...data };
}
