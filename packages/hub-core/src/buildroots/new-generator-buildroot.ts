import { BUILDROOT_TYPES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { Members } from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { pythonJson } from '../rpc/python-json.js';
import { addListing } from './set-buildroot-list.js';
import { updateBuildrootArchives } from './update-archives.js';

/** A buildroot that a content generator reports. */
export interface GeneratorBuildroot {
  readonly cg_id: number;
  readonly cg_version: string | null;
  readonly container_type: string | null;
  readonly container_arch: string | null;
  readonly host_os: string | null;
  readonly host_arch: string | null;
  readonly extra: Members | null;
}

/** What was in it; RPMs and archives by their ids. */
export interface BuildrootContents {
  readonly rpms: readonly number[];
  readonly archives: readonly number[];
  readonly tools: readonly { readonly name: string | null; readonly version: string | null }[];
}

/** Registers a buildroot that a content generator has built in, and returns its id. Checks no permission. */
export async function newGeneratorBuildroot(
  ctx: Context,
  { extra, ...buildroot }: GeneratorBuildroot,
  { rpms, archives, tools }: BuildrootContents,
): Promise<number> {
  const id = await ctx.db.nextId('buildroot');
  const br_type = BUILDROOT_TYPES.EXTERNAL;
  await ctx.db.insert('buildroot', {
    id,
    br_type,
    ...buildroot,
    extra: extra === null ? null : pythonJson(extra),
  });
  await addListing(ctx, id, rpms, { update: false });
  await updateBuildrootArchives(ctx, { id, br_type, state: null }, archives, { project: false });
  if (new Set(tools.map(({ name }) => name)).size !== tools.length) {
    throw new CallerMistake('a tool stands in the list twice');
  }
  for (const { name, version } of tools) {
    await ctx.db.insert('buildroot_tools_info', { buildroot_id: id, tool: name, version });
  }
  return id;
}
