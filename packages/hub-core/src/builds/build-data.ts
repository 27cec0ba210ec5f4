import type { Sql } from 'sql-template-tag';
import type { WireValue } from '@kojikit/protocol';
import { keptMoment } from '../db/times/moment-of.js';
import type { Time } from '../readers/index.js';
import type { Context } from '../ground/context.js';

/** A new build with everything filled in. Handlers get this, and Koji's refusals quote it in this order. */
export interface BuildData {
  id?: number;
  pkg_id: number;
  name: string;
  version: string;
  release: string;
  /** As it was given: what the column does not take fails when it is written, and has used up an id. */
  epoch: WireValue;
  draft: boolean;
  extra: string | null;
  state: number;
  start_time: Time | null;
  completion_time: Time | null;
  source: string | null;
  /** Undefined where the hub itself acts, which the database refuses. */
  owner: number | undefined;
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
    epoch: data.epoch,
    source: data.source,
    extra: data.extra,
    volume_id: data.volume_id,
    cg_id: data.cg_id,
  };
}

function moment(ctx: Context, time: Time | null): Sql | null {
  if (time === null) return null;
  if (time === 'NOW') return ctx.db.dialect.now();
  return ctx.db.dialect.moment(keptMoment(time));
}
