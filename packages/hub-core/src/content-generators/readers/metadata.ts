import { GenericError } from '@kojikit/protocol';
import { struct, type Members, type NameOrId } from '../../readers/index.js';
import { quoted } from '../../rpc/fault-text.js';
import { describedBuild, type DescribedBuild } from './described-build.js';
import { describedBuildroot, generatorOf, type DescribedBuildroot } from './described-buildroot.js';
import { described, listMember, member } from './member.js';
import { output, type Output } from './output.js';

/** Metadata of which nothing is read yet but who may import it. */
export interface Metadata {
  readonly given: Members;
  readonly buildroots: readonly Members[];
  /** The content generators that it names, one for each buildroot. */
  readonly generators: readonly NameOrId[];
  /** Reads all the rest. Throws as the readers of its parts. */
  readonly content: () => MetadataContent;
}

/** A build of a content generator: what it is, where it was made, and its files. */
export interface MetadataContent {
  readonly build: DescribedBuild;
  readonly buildroots: readonly DescribedBuildroot[];
  readonly outputs: readonly Output[];
}

/**
 * Reads metadata of content generators. Throws GenericError `No such metadata version: <version>` for any but 0, and
 * CallerMistake for what is missing.
 */
export function metadata(value: unknown): Metadata {
  const from = described('the metadata', value);
  const version = member(from, 'metadata_version');
  if (version !== 0) throw new GenericError(`No such metadata version: ${quoted(version)}`);
  const buildroots = listMember(from, 'buildroots').map(struct);
  return {
    given: from.members,
    buildroots,
    generators: buildroots.map(generatorOf),
    content: () => ({
      build: describedBuild(member(from, 'build')),
      buildroots: buildroots.map(describedBuildroot),
      outputs: listMember(from, 'output').map(output),
    }),
  };
}
