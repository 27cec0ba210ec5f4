import { GenericError } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import { queryOptions, rowOptions } from '../query/readers/query-options.js';
import {
  checkedText,
  comparedInteger,
  comparedLarge,
  comparedText,
  filter,
  filterUnlessEmpty,
  flag,
  later,
  name,
  nameOrId,
  unlessEmpty,
  wireValue,
} from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { addArchiveType, findArchiveType, readArchiveTypes } from './archive-types.js';
import { findArchiveFile, listArchiveFiles } from './list-archive-files.js';
import { listArchives } from './list-archives.js';
import { archiveId, type ArchiveId } from './readers/archive-id.js';
import { compression } from './readers/new-archive-type.js';
import { typeInfo } from './readers/type-info.js';
import { findArchive, getArchive, imageArchive, mavenArchive, winArchive } from './read-archive.js';

export const archivesMethods: Method[] = [
  method('getArchiveTypes', {
    params: {},
    access: anyone,
    doc: 'The kinds of files that builds may have beside RPMs.',
    keepable: true,
    looksUp: true,
    handler: (ctx) => readArchiveTypes(ctx),
  }),
  method('getArchiveType', {
    params: {
      filename: optional(later(unlessEmpty(checkedText)), null),
      type_name: optional(later(filterUnlessEmpty(comparedText).read), null),
      type_id: filterUnlessEmpty(comparedInteger),
      strict: flag(false),
    },
    access: anyone,
    doc: 'The kind of archive of a file name, a name or an id. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { filename, type_name, type_id: id, strict }) =>
      (await findArchiveType(ctx, { filename, name: type_name, id }, { strict })) ?? null,
  }),
  method('addArchiveType', {
    params: {
      name,
      description: checkedText,
      extensions: checkedText,
      compression_type: optional(compression),
    },
    access: permission('admin'),
    doc: 'Adds a kind of files that builds may have.',
    handler: async (ctx, { compression_type, ...type }) => {
      await addArchiveType(ctx, { ...type, compression: compression_type });
      return null;
    },
  }),
  method('getArchive', {
    params: { archive_id: archiveId, strict: flag(false) },
    access: anyone,
    doc: 'An archive with everything that is known of it. Without one: nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { archive_id: id, strict }) =>
      strict ? getArchive(ctx, id) : ((await findArchive(ctx, id.id)) ?? null),
  }),
  method('listArchives', {
    params: {
      buildID: filter(comparedInteger),
      buildrootID: filter(comparedInteger),
      componentBuildrootID: filter(comparedInteger),
      hostID: filter(comparedInteger),
      type: filter(nameOrId),
      filename: filter(comparedText),
      size: filter(comparedLarge),
      checksum: filter(comparedText),
      checksum_type: filter(comparedInteger),
      typeInfo: optional(later(typeInfo)),
      queryOpts: optional(queryOptions),
      imageID: filter(comparedInteger),
      archiveID: filter(comparedInteger),
      strict: flag(false),
    },
    access: anyone,
    doc: 'The archives that fit every given filter.',
    keepable: true,
    looksUp: true,
    handler: (ctx, params) =>
      listArchives(
        ctx,
        {
          build: params.buildID,
          buildroot: params.buildrootID,
          usedIn: params.componentBuildrootID,
          host: params.hostID,
          type: params.type,
          filename: params.filename,
          size: params.size,
          checksum: params.checksum,
          checksumType: params.checksum_type,
          typeInfo: params.typeInfo ?? undefined,
          partOf: params.imageID,
          archive: params.archiveID,
        },
        { strict: params.strict, options: params.queryOpts },
      ),
  }),
  method('listArchiveFiles', {
    params: { archive_id: archiveId, queryOpts: optional(rowOptions), strict: flag(false) },
    access: anyone,
    doc: 'The files in an archive that is a zip or tar file. Of another kind: none, or a fault if strict.',
    handler: (ctx, { archive_id: id, queryOpts: options, strict }) =>
      listArchiveFiles(ctx, id, { strict, options }),
  }),
  method('getArchiveFile', {
    params: { archive_id: archiveId, filename: wireValue, strict: flag(false) },
    access: anyone,
    doc: 'A file in an archive that is a zip or tar file, by its name. Without one: nil, or a fault if strict.',
    handler: async (ctx, { archive_id: id, filename, strict }) =>
      (await findArchiveFile(ctx, id, filename, { strict })) ?? null,
  }),
  method('getMavenArchive', {
    params: { archive_id: archiveId, strict: flag(false) },
    access: anyone,
    doc: 'What is known of an archive as one of a Maven build. Otherwise nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { archive_id: id, strict }) => detail(ctx, id, strict, mavenArchive),
  }),
  method('getWinArchive', {
    params: { archive_id: archiveId, strict: flag(false) },
    access: anyone,
    doc: 'What is known of an archive as one of a Windows build. Otherwise nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { archive_id: id, strict }) => detail(ctx, id, strict, winArchive),
  }),
  method('getImageArchive', {
    params: { archive_id: archiveId, strict: flag(false) },
    access: anyone,
    doc: 'What is known of an archive as one of an image build. Otherwise nil, or a fault if strict.',
    looksUp: true,
    keepable: true,
    handler: (ctx, { archive_id: id, strict }) => detail(ctx, id, strict, imageArchive),
  }),
];

async function detail<Detail>(
  ctx: Context,
  { id }: ArchiveId,
  strict: boolean,
  read: (ctx: Context, id: ArchiveId['id']) => Promise<Detail | undefined>,
): Promise<Detail | null> {
  const found = await read(ctx, id);
  if (found === undefined && strict) throw new GenericError('query returned no rows');
  return found ?? null;
}
