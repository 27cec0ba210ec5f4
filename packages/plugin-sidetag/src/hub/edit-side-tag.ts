import { dictionary, GenericError, type Dictionary } from '@kojikit/protocol';
import {
  editTag,
  expectArray,
  expectStruct,
  expectText,
  isTrue,
  loggedIn,
  matchesGlob,
  method,
  optional,
  pythonRepr,
  required,
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
  params: [
    required('sidetag'),
    optional('debuginfo'),
    optional('rpm_macros'),
    optional('remove_rpm_macros'),
    optional('extra'),
    optional('remove_extra'),
  ],
  access: loggedIn,
  doc: 'Changes debuginfo and RPM macros of a side tag as far as its base tag allows; with sidetag_admin any extra.',
  async handler(ctx, params) {
    await edit(ctx, params);
    return null;
  },
});

async function edit(ctx: Context, params: Readonly<Record<string, unknown>>): Promise<void> {
  const {
    debuginfo,
    rpm_macros: macros,
    remove_rpm_macros: removedMacros,
    extra,
    remove_extra: removed,
  } = params;
  const tag = await ownSideTag(ctx, params['sidetag']);
  if ((extra !== null || removed !== null) && !(await caresForOthers(ctx))) {
    throw new GenericError('Extra can be modified only with sidetag_admin or admin permissions.');
  }
  const base = await baseOf(ctx, tag);
  const newExtra: Dictionary<unknown> = extra === null ? dictionary() : { ...expectStruct(extra) };
  const removedExtra = removed === null ? [] : expectArray(removed).map(expectText);
  if (debuginfo !== null) {
    if (!isTrue(base.extra['sidetag_debuginfo_allowed'])) {
      throw new GenericError('Debuginfo setting is not allowed in parent tag.');
    }
    newExtra['with_debuginfo'] = isTrue(debuginfo);
  }
  const patterns = isTrue(macros) || isTrue(removedMacros) ? allowedMacros(base) : [];
  const assertAllowed = (name: string) => {
    if (matchesGlob(name, patterns)) return;
    throw new GenericError(`RPM macro ${name} editing is not allowed via parent tag`);
  };
  for (const [name, value] of macros === null ? [] : Object.entries(expectStruct(macros))) {
    if (!isMacroName(name)) throw new GenericError(`Invalid macro name ${pythonRepr(name)}`);
    assertAllowed(name);
    newExtra[`rpm.macro.${name}`] = value;
  }
  for (const given of removedMacros === null ? [] : expectArray(removedMacros)) {
    const name = expectText(given);
    assertAllowed(name);
    removedExtra.push(`rpm.macro.${name}`);
  }
  await editTag(ctx, tag.id, { extra: newExtra, remove_extra: removedExtra });
}

/* RPM wants a letter or an underscore first, and no name of one character. */
function isMacroName(name: string): boolean {
  return [...name].length > 1 && /^[\p{L}_]/u.test(name);
}
