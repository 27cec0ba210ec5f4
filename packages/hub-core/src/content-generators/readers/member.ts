import { struct, type Members } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';

/** A struct in the metadata, with words for it that refusals use. */
export interface Described {
  readonly what: string;
  readonly members: Members;
}

/** Reads a struct. Refuses everything else without a fault code of Koji's. */
export function described(what: string, value: unknown): Described {
  return { what, members: struct(value) };
}

/** A member that must be there. Refuses its lack without a fault code of Koji's. */
export function member({ what, members }: Described, name: string): unknown {
  if (!Object.hasOwn(members, name)) throw new CallerMistake(`${what} has no ${name}`);
  return members[name];
}

/** A member that may be left out. */
export function optionalMember({ members }: Described, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** A member that must be a list. */
export function listMember(from: Described, name: string): readonly unknown[] {
  const value = member(from, name);
  if (!Array.isArray(value)) throw new CallerMistake(`${name} of ${from.what} is no list`);
  return value;
}

/** A member that must be a text. */
export function textMember(from: Described, name: string): string {
  return asText(from, name, member(from, name));
}

/** A member that is a text or left out. */
export function optionalText(from: Described, name: string): string | undefined {
  const value = optionalMember(from, name);
  return value === undefined || value === null ? undefined : asText(from, name, value);
}

function asText({ what }: Described, name: string, value: unknown): string {
  if (typeof value !== 'string') throw new CallerMistake(`${name} of ${what} is no text`);
  return value;
}
