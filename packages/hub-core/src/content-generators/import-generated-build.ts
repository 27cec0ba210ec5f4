import { join } from 'node:path';
import { GenericError, type Build } from '@kojikit/protocol';
import { markType } from '../build-types/index.js';
import { newGeneratorBuildroot } from '../buildroots/index.js';
import { buildFolder } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { lookupNameStrictly, type Named } from '../lookup/index.js';
import { nameOrId, struct, type Members } from '../readers/index.js';
import { placeContent } from '../stored-files/index.js';
import { findUserStrictly } from '../users/index.js';
import { checkVolumePolicy, placeVolumeLink } from '../volumes/index.js';
import { assertGenerator } from './access.js';
import { assertImportable } from './assert-build.js';
import { completeBuild, markTypes } from './complete-build.js';
import { ImportNotes } from './import-notes.js';
import { importOutputs } from './import-outputs.js';
import { prepareBuildroots } from './prepare-buildroots.js';
import { prepareOutputs } from './prepare-outputs.js';
import type { DescribedBuild } from './readers/described-build.js';
import { metadata, type Metadata, type MetadataContent } from './readers/metadata.js';
import { readMetadata } from './read-metadata.js';

export interface GeneratedBuild {
  /** A struct, JSON text, or the name of an uploaded file; null is `metadata.json`. */
  readonly metadata: Members | string | null;
  /** The folder below `work` that everything was uploaded to. */
  readonly directory: string;
  /** What the build was reserved with. */
  readonly token: string | null;
}

/**
 * Imports a build of a content generator: its rows, its buildroots, its files and its metadata, all or nothing, and returns
 * it. The caller must be one who may import as the content generator, and the policy `cg_import` must allow it.
 * Throws GenericError that says what is wrong with the metadata or the files, and CallerMistake for what is missing.
 */
export async function importGeneratedBuild(ctx: Context, given: GeneratedBuild): Promise<Build> {
  const { directory, token } = given;
  const { value, text } = await readMetadata(ctx, given.metadata, directory);
  const described = metadata(value);
  const generator = await assertOneGenerator(ctx, described);
  const content = described.content();
  const { build, outputs } = content;

  const importer = { token, generatorId: generator.id };
  await assertImportable(ctx, build, importer);
  const ownerId = build.owner === undefined ? undefined : (await findUserStrictly(ctx, build.owner)).id;
  for (const type of Object.keys(build.types)) await lookupNameStrictly(ctx, 'btype', type);
  await assertPolicy(ctx, content, generator);
  const volume = await volumeFor(ctx, build, generator);

  const notes = new ImportNotes();
  const buildroots = await prepareBuildroots(ctx, content, generator, notes);
  const prepared = await prepareOutputs(ctx, content, directory, notes);
  const news = { type: 'cg' as const, metadata: announced(described, content, generator), directory };
  await ctx.emit('preImport', news);

  const made = await completeBuild(ctx, build, { ...importer, ownerId, volumeId: volume?.id });
  await markTypes(ctx, made, build);
  if (outputs.some(({ type }) => type === 'rpm')) await markType(ctx, made, 'rpm');
  const ids = new Map<string, number>();
  for (const { key, buildroot, contents } of buildroots) {
    ids.set(key, await newGeneratorBuildroot(ctx, buildroot, contents));
  }
  await importOutputs(ctx, made, prepared, ({ buildroot }) => ids.get(buildroot.key)!);
  await placeContent(ctx, text, join(buildFolder(ctx, made), 'metadata.json'));
  await placeNotes(ctx, made, notes);
  await placeVolumeLink(ctx, made);
  await ctx.emit('postImport', { ...news, build: { ...made } });
  return made;
}

async function assertOneGenerator(ctx: Context, { generators }: Metadata): Promise<Named> {
  const ids = new Set<number>();
  for (const info of generators) ids.add((await lookupNameStrictly(ctx, 'content_generator', info)).id);
  const [id] = ids;
  if (ids.size > 1) throw new GenericError('Koji now support only one content-generator per import');
  return assertGenerator(ctx, nameOrId(id ?? null));
}

async function assertPolicy(
  ctx: Context,
  { build, outputs }: MetadataContent,
  generator: Named,
): Promise<void> {
  await ctx.policy.assert('cg_import', {
    package: build.name,
    version: build.version,
    release: build.release,
    draft: build.draft,
    btypes: Object.keys(build.types),
    source: build.source,
    metadata_only: outputs.some(({ metadataOnly }) => metadataOnly),
    cg_list: [generator.id],
  });
}

function volumeFor(ctx: Context, build: DescribedBuild, generator: Named): Promise<Named | undefined> {
  const { name, version, release, source } = build;
  const data = { package: name, version, release, source, cg_list: [generator.id] };
  return checkVolumePolicy(ctx, { ...data, import: true, import_type: 'cg' });
}

/* What plugins are told, as Koji has changed it by then. */
function announced({ given, buildroots }: Metadata, { build }: MetadataContent, generator: Named): Members {
  return {
    ...given,
    build: { ...struct(given['build']), extra: build.extra },
    buildroots: buildroots.map((buildroot) => ({ ...buildroot, cg_id: generator.id })),
  };
}

async function placeNotes(ctx: Context, build: Build, notes: ImportNotes): Promise<void> {
  const text = notes.text();
  if (text === undefined) return;
  notes.tell(ctx, build.nvr);
  const path = join(buildFolder(ctx, build), 'data', 'logs', 'cg_import.log');
  await placeContent(ctx, text, path, { failure: 'Error importing build log.' });
}
