import type { Sql } from 'sql-template-tag';
import { keptMoment } from '../db/times/moment-of.js';
import type { Context } from '../rpc/context.js';
import { pythonStr } from '../rpc/python-names.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** A new build with everything filled in. Handlers get this, and Koji's refusals quote it in this order. */
export interface BuildData extends Record<string, unknown> {
  id?: number;
  pkg_id: number;
  name: string;
  version: string;
  release: string;
  epoch: unknown;
  draft: boolean;
  extra: string | null;
  state: number;
  start_time: unknown;
  completion_time: unknown;
  source: unknown;
  owner: number;
  task_id: number | null;
  volume_id: number;
  cg_id?: number;
}

/** The columns that making a build and taking one again have in common. */
export function storedValues(ctx: Context, data: BuildData): Record<string, unknown> {
  return {
    state: data.state,
    task_id: data.task_id,
    owner: data.owner,
    start_time: moment(ctx, data.start_time),
    completion_time: moment(ctx, data.completion_time),
    epoch: epochValue(data.epoch),
    source: data.source,
    extra: data.extra,
    volume_id: data.volume_id,
    cg_id: data.cg_id,
  };
}

function moment(ctx: Context, time: unknown): Sql | null {
  if (time === null || time === undefined) return null;
  if (time === 'NOW') return ctx.db.dialect.now();
  if (typeof time === 'string' || typeof time === 'number') return ctx.db.dialect.moment(keptMoment(time));
  throw new CallerMistake(`a time must be text, not ${pythonStr(time)}`);
}

/* What is no number is for the database to refuse. */
function epochValue(epoch: unknown): unknown {
  if (epoch === null || epoch === undefined) return null;
  return epoch;
}
