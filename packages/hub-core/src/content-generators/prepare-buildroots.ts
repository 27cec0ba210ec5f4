import { GenericError } from '@kojikit/protocol';
import type { BuildrootContents, GeneratorBuildroot } from '../buildroots/index.js';
import type { Context } from '../ground/context.js';
import type { Named } from '../lookup/index.js';
import { quoted } from '../rpc/fault-text.js';
import type { ImportNotes } from './import-notes.js';
import { matchComponents } from './match-components.js';
import type { MetadataContent } from './readers/metadata.js';

/** A buildroot that is ready to be registered. */
export interface PreparedBuildroot {
  /** What outputs call it. */
  readonly key: string;
  readonly buildroot: GeneratorBuildroot;
  readonly contents: BuildrootContents;
}

/**
 * Finds out what was in the buildroots of an import. Nothing is written. Throws GenericError for a buildroot that no output
 * is of, for two of one id, and as {@link matchComponents}.
 */
export async function prepareBuildroots(
  ctx: Context,
  { buildroots, outputs }: MetadataContent,
  generator: Named,
  notes: ImportNotes,
): Promise<PreparedBuildroot[]> {
  const used = new Set(outputs.map(({ buildroot }) => buildroot.key));
  const known = new Set<string>();
  const prepared: PreparedBuildroot[] = [];
  for (const { id, generatorVersion, container, host, extra, components, tools } of buildroots) {
    if (!used.has(id.key)) throw new GenericError(`Buildroot id not used in output: ${quoted(id.given)}`);
    if (known.has(id.key)) throw new GenericError(`Duplicate buildroot id in metadata: ${quoted(id.given)}`);
    known.add(id.key);
    const buildroot = {
      cg_id: generator.id,
      cg_version: generatorVersion,
      container_type: container.type,
      container_arch: container.arch,
      host_os: host.os,
      host_arch: host.arch,
      extra,
    };
    const contents = { ...(await matchComponents(ctx, components, notes)), tools };
    prepared.push({ key: id.key, buildroot, contents });
  }
  return prepared;
}
