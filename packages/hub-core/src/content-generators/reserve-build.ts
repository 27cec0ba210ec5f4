import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, type Build } from '@kojikit/protocol';
import { checkNvr } from '@kojikit/rpm';
import { changeBuildState, getBuild, newBuild, type NewBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import type { NameOrId } from '../readers/index.js';
import { assertGenerator } from './access.js';

export interface Reservation {
  readonly build_id: number;
  /** Who knows it may import into the build or give it back. */
  readonly token: string;
}

/**
 * Makes a build in progress that a content generator will import. Throws GenericError when it is reserved already.
 * @param read reads what the build is to be; asked once the caller is known to be the content generator.
 */
export async function reserveBuild(ctx: Context, info: NameOrId, read: () => NewBuild): Promise<Reservation> {
  const generator = await assertGenerator(ctx, info);
  const data = read();
  checkNvr(data, { strict: true });
  const id = await newBuild(ctx, {
    ...data,
    owner: ctx.session.userId,
    state: BUILD_STATES.BUILDING,
    completion_time: null,
    cg_id: generator.id,
  });
  if ((await reservationToken(ctx, id)) !== undefined) throw new GenericError('Build is already reserved');
  const token = randomBytes(32).toString('base64url');
  await ctx.db.insert('build_reservations', { build_id: id, token, created: ctx.db.dialect.now() });
  return { build_id: id, token };
}

export interface Refund {
  readonly build: number;
  readonly token: string;
  /** FAILED or CANCELED. */
  readonly state: number;
}

/** Gives up a reserved build. Throws GenericError for another state, a wrong token and a build that is not reserved. */
export async function refundBuild(ctx: Context, info: NameOrId, refund: Refund): Promise<void> {
  const { FAILED, CANCELED } = BUILD_STATES;
  const state = [FAILED, CANCELED].find((one) => one === refund.state);
  if (state === undefined) throw new GenericError('Only FAILED/CANCELED build states are allowed');
  const generator = await assertGenerator(ctx, info);
  await ctx.db.lockRows(sql`SELECT id FROM build WHERE id = ${refund.build}`);
  const build = await getBuild(ctx, refund.build);
  assertInProgress(build);
  await assertReservation(ctx, build, { token: refund.token, generatorId: generator.id });
  await changeBuildState(ctx, build, state, { completion_time: ctx.db.dialect.now() });
  await clearReservation(ctx, build.id);
}

/** Throws GenericError `Build ID <id> is not in BUILDING state`. */
export function assertInProgress({ id, state }: Build): void {
  if (state !== BUILD_STATES.BUILDING) throw new GenericError(`Build ID ${id} is not in BUILDING state`);
}

/** Throws GenericError when the token is not that of the build, or another content generator has reserved it. */
export async function assertReservation(
  ctx: Context,
  build: Build,
  { token, generatorId }: { readonly token: string | null; readonly generatorId: number },
): Promise<void> {
  const known = await reservationToken(ctx, build.id);
  if (!known || known !== token) throw new GenericError(`Token doesn't match build ID ${build.id}`);
  if (build.cg_id !== generatorId) {
    throw new GenericError(`Build ID ${build.id} is not reserved by this CG`);
  }
}

/** Forgets the token of a build. */
export async function clearReservation(ctx: Context, buildId: number): Promise<void> {
  await ctx.db.delete('build_reservations', sql`build_id = ${buildId}`);
}

function reservationToken(ctx: Context, buildId: number): Promise<string | undefined> {
  return ctx.db.value<string>(sql`SELECT token FROM build_reservations WHERE build_id = ${buildId}`);
}
