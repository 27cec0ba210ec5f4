import { dictionary, GenericError, type Dictionary } from '@kojikit/protocol';
import {
  quoted,
  editTag,
  loggedIn,
  matchesGlob,
  method,
  optional,
  read,
  type Context,
} from '@kojikit/hub-core/plugin';
import { allowedMacros } from './allowed-macros.js';
import { baseOf } from './base-of.js';
import { caresForOthers, ownSideTag } from './side-tag.js';

/**
 * Changes what the base tag lets owners of side tags change: debuginfo in repos where the base tag's extra settings say
 * `sidetag_debuginfo_allowed`, RPM macros that `sidetag_rpm_macros_allowed` has patterns for. Any extra settings are for
 * `sidetag_admin`. Nothing is changed when one of the changes is refused.
 */
export const editSideTag = method('editSideTag', {
  params: {
    sidetag: read.nameOrId,
    debuginfo: optional(read.truth),
    rpm_macros: optional(read.checkedStruct),
    remove_rpm_macros: optional(read.listOf(read.checkedText)),
    extra: optional(read.checkedStruct),
    remove_extra: optional(read.listOf(read.checkedText)),
  },
  access: loggedIn,
  doc: 'Changes debuginfo and RPM macros of a side tag as far as its base tag allows; with sidetag_admin any extra.',
  async handler(ctx, { sidetag, ...wishes }) {
    await edit(ctx, sidetag, wishes);
    return null;
  },
});

/** What shall change; null leaves it alone. */
interface Wishes {
  readonly debuginfo: boolean | null;
  readonly rpm_macros: read.Members | null;
  readonly remove_rpm_macros: readonly string[] | null;
  readonly extra: read.Members | null;
  readonly remove_extra: readonly string[] | null;
}

async function edit(ctx: Context, sidetag: read.NameOrId, wishes: Wishes): Promise<void> {
  const { debuginfo, extra, remove_extra: removed } = wishes;
  const macros = Object.entries(wishes.rpm_macros ?? {});
  const removedMacros = wishes.remove_rpm_macros ?? [];
  const tag = await ownSideTag(ctx, sidetag);
  if ((extra !== null || removed !== null) && !(await caresForOthers(ctx))) {
    throw new GenericError('Extra can be modified only with sidetag_admin or admin permissions.');
  }
  const base = await baseOf(ctx, tag);
  const newExtra: Dictionary<unknown> = extra === null ? dictionary() : { ...extra };
  const removedExtra = [...(removed ?? [])];
  if (debuginfo !== null) {
    if (!read.truth(base.extra['sidetag_debuginfo_allowed'])) {
      throw new GenericError('Debuginfo setting is not allowed in parent tag.');
    }
    newExtra['with_debuginfo'] = debuginfo;
  }
  const patterns = macros.length > 0 || removedMacros.length > 0 ? allowedMacros(base) : [];
  const assertAllowed = (name: string) => {
    if (matchesGlob(name, patterns)) return;
    throw new GenericError(`RPM macro ${name} editing is not allowed via parent tag`);
  };
  for (const [name, value] of macros) {
    if (!isMacroName(name)) throw new GenericError(`Invalid macro name ${quoted(name)}`);
    assertAllowed(name);
    newExtra[`rpm.macro.${name}`] = value;
  }
  for (const name of removedMacros) {
    assertAllowed(name);
    removedExtra.push(`rpm.macro.${name}`);
  }
  await editTag(ctx, tag.id, { extra: newExtra, remove_extra: removedExtra });
}

/* RPM wants a letter or an underscore first, and no name of one character. */
function isMacroName(name: string): boolean {
  return [...name].length > 1 && /^[\p{L}_]/u.test(name);
}
