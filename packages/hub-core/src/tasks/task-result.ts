import sql from 'sql-template-tag';
import { GenericError, isKojiFault, type StoredFault, TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { decodeResult } from './task-document.js';

export interface TaskOutcome {
  readonly id: number;
  readonly state: number;
  /** The stored document. */
  readonly result: string | null;
}

/** A fault as a value, where it may not be thrown: as a multicall answers it. */
export interface FaultValue {
  readonly faultCode: number;
  readonly faultString: string;
}

/** State and stored result of these tasks, by id. */
export async function readOutcomes(ctx: Context, ids: readonly number[]): Promise<Map<number, TaskOutcome>> {
  const rows = await ctx.db.all<TaskOutcome>(
    sql`SELECT id, state, result FROM task WHERE ${ctx.db.dialect.isIn(sql`id`, ids)}`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The result of a finished task. A fault is thrown, or answered as a value when `raiseFault` is false.
 * Throws GenericError `No such task`, `Task <id> is canceled`, `Task <id> is not finished`.
 */
export async function getTaskResult(ctx: Context, id: number, raiseFault = true): Promise<unknown> {
  return outcomeValue(id, (await readOutcomes(ctx, [id])).get(id), raiseFault);
}

/** What a task ended with: its result, or the fault that it failed with. Undefined where it has not ended, or ended without. */
export function outcomeOf({
  state,
  result,
}: TaskOutcome):
  { readonly result: ReturnType<typeof decodeResult> } | { readonly fault: StoredFault } | undefined {
  if (state !== TASK_STATES.CLOSED && state !== TASK_STATES.FAILED) return undefined;
  try {
    return { result: decodeResult(result) };
  } catch (error) {
    // What is no document of ours tells nothing.
    return isKojiFault(error) ? { fault: { code: error.code, message: error.message } } : undefined;
  }
}

/** {@link getTaskResult} for a task that was read already. */
export function outcomeValue(id: number, outcome: TaskOutcome | undefined, raiseFault: boolean): unknown {
  if (outcome === undefined) throw new GenericError('No such task');
  if (outcome.state === TASK_STATES.CANCELED) throw new GenericError(`Task ${id} is canceled`);
  if (outcome.state !== TASK_STATES.CLOSED && outcome.state !== TASK_STATES.FAILED) {
    throw new GenericError(`Task ${id} is not finished`);
  }
  try {
    return decodeResult(outcome.result);
  } catch (error) {
    if (raiseFault || !isKojiFault(error)) throw error;
    return { faultCode: error.code, faultString: error.message } satisfies FaultValue;
  }
}
