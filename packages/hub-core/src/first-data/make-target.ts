import { canonArch } from '@kojikit/rpm';
import { addGroup, addGroupPackage, readTagGroups } from '../groups/index.js';
import type { Context } from '../ground/context.js';
import { createTag, findTag, getTag } from '../tags/index.js';
import { createTarget, findTarget } from '../targets/index.js';

/** The arch of this machine, by the name that RPM has for it. */
export function machineArch(): string {
  const names: Readonly<Record<string, string>> = {
    x64: 'x86_64',
    arm64: 'aarch64',
    ppc64: 'ppc64le',
    ia32: 'i686',
  };
  return canonArch(names[process.arch] ?? process.arch);
}

/** What mock installs into build roots, as the groups of a build tag have it. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  build: ['bash', 'coreutils', 'rpm-build'],
  'srpm-build': ['bash', 'rpm-build'],
};

/**
 * Makes what a first build needs: a destination tag `NAME`, a build tag `NAME-build` that inherits from it and has the
 * groups of build roots, and the target `NAME`. What is there already is left alone. The session's user counts as who made
 * it. Returns what was made, as `tag f30`.
 */
export async function makeTargetAndTags(ctx: Context, name: string, arches: string): Promise<string[]> {
  const made: string[] = [];
  const buildTag = `${name}-build`;
  if (!(await findTag(ctx, name))) {
    await createTag(ctx, { name, arches });
    made.push(`tag ${name}`);
  }
  if (!(await findTag(ctx, buildTag))) {
    await createTag(ctx, { name: buildTag, arches, parent: name });
    made.push(`tag ${buildTag}`);
  }
  const { id } = await getTag(ctx, buildTag);
  const known = await readTagGroups(ctx, id, { withBlocked: true });
  for (const [group, packages] of Object.entries(GROUPS)) {
    if (known.some((one) => one.name === group)) continue;
    await addGroup(ctx, buildTag, group);
    for (const packageName of packages) await addGroupPackage(ctx, buildTag, group, packageName);
    made.push(`group ${group}`);
  }
  if (!(await findTarget(ctx, name))) {
    await createTarget(ctx, { name, buildTag, destTag: name });
    made.push(`target ${name}`);
  }
  return made;
}

/** Asks for a repo of a tag that has none, before anybody needs it: a builder makes it in the background. */
export async function requestFirstRepo(ctx: Context, tag: string): Promise<void> {
  if ((await ctx.call('getRepo', { tag })) === null) await ctx.call('repo.request', { tag });
}
