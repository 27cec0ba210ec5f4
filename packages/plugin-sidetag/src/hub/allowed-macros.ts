import { GenericError } from '@kojikit/protocol';
import { quoted, globPattern, pythonType, type TagInfo } from '@kojikit/hub-core/plugin';

/**
 * Patterns for the RPM macros that may be changed in side tags of this tag, from its extra setting
 * `sidetag_rpm_macros_allowed`: a list, or a text of words. Throws GenericError when there are none, or when the setting
 * is something else.
 */
export function allowedMacros(base: TagInfo): RegExp[] {
  const setting = base.extra['sidetag_rpm_macros_allowed'] ?? [];
  const patterns: unknown = typeof setting === 'string' ? setting.split(/\s+/).filter(Boolean) : setting;
  if (!Array.isArray(patterns)) {
    throw new GenericError(`rpm_macros_allowed in ${base.name} has invalid type: ${pythonType(setting)}`);
  }
  const texts = patterns.filter((pattern): pattern is string => typeof pattern === 'string');
  if (texts.length < patterns.length) {
    throw new GenericError(`Allowed rpm macro list ${quoted(patterns)} is invalid for ${base.name}.`);
  }
  if (texts.length === 0) throw new GenericError('RPM macros change is not allowed in parent tag.');
  return texts.map(globPattern);
}
