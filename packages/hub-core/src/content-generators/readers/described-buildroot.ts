import { nameOrId, plain, storedText, struct, type Members, type NameOrId } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';
import { component, type Component } from './component.js';
import { described, listMember, member, optionalMember, type Described } from './member.js';

/** A buildroot of a content generator. */
export interface DescribedBuildroot {
  /** How the metadata calls it; the hub gives it an id of its own. */
  readonly id: BuildrootKey;
  readonly generatorVersion: string | null;
  readonly container: { readonly type: string | null; readonly arch: string | null };
  readonly host: { readonly os: string | null; readonly arch: string | null };
  readonly extra: Members | null;
  readonly components: readonly Component[];
  readonly tools: readonly { readonly name: string | null; readonly version: string | null }[];
}

/** What a buildroot is called in metadata. */
export interface BuildrootKey {
  /** Equal for equal names. */
  readonly key: string;
  /** As it was given: texts quote it. */
  readonly given: unknown;
}

/** Reads what a buildroot is called: a number or a text. */
export const buildrootKey: Reader<BuildrootKey> = (value) => ({
  key: typeof value === 'string' ? `'${value}` : String(plain(value)),
  given: value,
});

/** Reads which content generator a buildroot is of. */
export const generatorOf: Reader<NameOrId> = (value) =>
  nameOrId(member(generator(described('a buildroot', value)), 'name'));

/** Reads a member of the list `buildroots` of metadata. Throws CallerMistake for what is missing. */
export const describedBuildroot: Reader<DescribedBuildroot> = (value) => {
  const given = described('a buildroot', value);
  const container = described('the container of a buildroot', member(given, 'container'));
  const host = described('the host of a buildroot', member(given, 'host'));
  const column = (from: Described, name: string, stored: string) =>
    storedText('buildroot', stored)(member(from, name));
  const extra = optionalMember(given, 'extra');
  return {
    id: buildrootKey(member(given, 'id')),
    generatorVersion: column(generator(given), 'version', 'cg_version'),
    container: {
      type: column(container, 'type', 'container_type'),
      arch: column(container, 'arch', 'container_arch'),
    },
    host: { os: column(host, 'os', 'host_os'), arch: column(host, 'arch', 'host_arch') },
    extra: extra === null || extra === undefined ? null : struct(extra),
    components: listMember(given, 'components').map(component),
    tools: listMember(given, 'tools').map(toolOf),
  };
};

function generator(buildroot: Described): Described {
  return described('the content generator of a buildroot', member(buildroot, 'content_generator'));
}

function toolOf(value: unknown): DescribedBuildroot['tools'][number] {
  const tool = described('a tool', value);
  return {
    name: storedText('buildroot_tools_info', 'tool')(member(tool, 'name')),
    version: storedText('buildroot_tools_info', 'version')(member(tool, 'version')),
  };
}
