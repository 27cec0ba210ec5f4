import sql from 'sql-template-tag';
import type { BuildrootRpm } from '@kojikit/protocol';
import { readRows } from '../query/listing.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { Context } from '../ground/context.js';
import { findStandardBuildroot } from './own-buildroot.js';
import type { ListedBuildroot } from './readers/listed-buildroot.js';

async function buildrootId(ctx: Context, { id, isNumber }: ListedBuildroot): Promise<number> {
  try {
    return (await findStandardBuildroot(ctx, id)).id;
  } catch (cause) {
    if (isNumber) throw cause;
    throw new CallerMistake('there is no such buildroot', { cause });
  }
}

/** What is installed in a buildroot. Throws GenericError when there is no such buildroot. */
export async function readBuildrootListing(ctx: Context, info: ListedBuildroot): Promise<BuildrootRpm[]> {
  const id = await buildrootId(ctx, info);
  return readRows<BuildrootRpm>(ctx.db, {
    columns: {
      rpm_id: sql`rpm_id`,
      is_update: sql`is_update`,
      name: sql`rpminfo.name`,
      version: sql`version`,
      release: sql`release`,
      epoch: sql`epoch`,
      arch: sql`arch`,
      build_id: sql`build_id`,
      draft: sql`draft`,
      external_repo_id: sql`external_repo_id`,
      external_repo_name: sql`external_repo.name`,
    },
    from: sql`buildroot_listing
      JOIN rpminfo ON rpm_id = rpminfo.id
      JOIN external_repo ON external_repo_id = external_repo.id`,
    where: [sql`buildroot_listing.buildroot_id = ${id}`],
  });
}
