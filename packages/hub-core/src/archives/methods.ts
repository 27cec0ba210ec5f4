import { GenericError } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { addArchiveType, findArchiveType, readArchiveTypes } from './archive-types.js';
import { listArchives } from './list-archives.js';
import { findArchive, getArchive, imageArchive, mavenArchive, winArchive } from './read-archive.js';

export const archivesMethods: Method[] = [
  method('getArchiveTypes', {
    params: [],
    access: anyone,
    doc: 'The kinds of files that builds may have beside RPMs.',
    handler: (ctx) => readArchiveTypes(ctx),
  }),
  method('getArchiveType', {
    params: [optional('filename'), optional('type_name'), optional('type_id'), optional('strict', false)],
    access: anyone,
    doc: 'The kind of archive of a file name, a name or an id. Without one: nil, or a fault if strict.',
    handler: async (ctx, { filename, type_name: name, type_id: id, strict }) =>
      (await findArchiveType(ctx, { filename, name, id, strict: isTrue(strict) })) ?? null,
  }),
  method('addArchiveType', {
    params: [required('name'), required('description'), required('extensions'), optional('compression_type')],
    access: permission('admin'),
    doc: 'Adds a kind of files that builds may have.',
    handler: async (ctx, { name, description, extensions, compression_type: compression }) => {
      await addArchiveType(ctx, { name, description, extensions, compression });
      return null;
    },
  }),
  method('getArchive', {
    params: [required('archive_id'), optional('strict', false)],
    access: anyone,
    doc: 'An archive with everything that is known of it. Without one: nil, or a fault if strict.',
    handler: async (ctx, { archive_id: id, strict }) =>
      isTrue(strict) ? getArchive(ctx, id) : ((await findArchive(ctx, id)) ?? null),
  }),
  method('listArchives', {
    params: [
      optional('buildID'),
      optional('buildrootID'),
      optional('componentBuildrootID'),
      optional('hostID'),
      optional('type'),
      optional('filename'),
      optional('size'),
      optional('checksum'),
      optional('checksum_type'),
      optional('typeInfo'),
      optional('queryOpts'),
      optional('imageID'),
      optional('archiveID'),
      optional('strict', false),
    ],
    access: anyone,
    doc: 'The archives that fit every given filter.',
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
          typeInfo: params.typeInfo,
          partOf: params.imageID,
          archive: params.archiveID,
        },
        { strict: isTrue(params.strict), options: params.queryOpts },
      ),
  }),
  method('getMavenArchive', {
    params: [required('archive_id'), optional('strict', false)],
    access: anyone,
    doc: 'What is known of an archive as one of a Maven build. Otherwise nil, or a fault if strict.',
    handler: (ctx, { archive_id: id, strict }) => detail(ctx, id, strict, mavenArchive),
  }),
  method('getWinArchive', {
    params: [required('archive_id'), optional('strict', false)],
    access: anyone,
    doc: 'What is known of an archive as one of a Windows build. Otherwise nil, or a fault if strict.',
    handler: (ctx, { archive_id: id, strict }) => detail(ctx, id, strict, winArchive),
  }),
  method('getImageArchive', {
    params: [required('archive_id'), optional('strict', false)],
    access: anyone,
    doc: 'What is known of an archive as one of an image build. Otherwise nil, or a fault if strict.',
    handler: (ctx, { archive_id: id, strict }) => detail(ctx, id, strict, imageArchive),
  }),
];

async function detail<Detail>(
  ctx: Context,
  id: unknown,
  strict: unknown,
  read: (ctx: Context, id: unknown) => Promise<Detail | undefined>,
): Promise<Detail | null> {
  const found = await read(ctx, id);
  if (found === undefined && isTrue(strict)) throw new GenericError('query returned no rows');
  return found ?? null;
}
