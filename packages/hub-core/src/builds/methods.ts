import { anyone, permission } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { findBuild, findBuildId } from './find-build.js';
import { newBuild } from './new-build.js';

export const buildsMethods: Method[] = [
  method('getBuild', {
    params: [required('buildInfo'), optional('strict', false)],
    access: anyone,
    doc: 'The build of this id, name-version-release or struct with the three. Without one: nil, or a fault if strict.',
    handler: async (ctx, { buildInfo, strict }) =>
      (await findBuild(ctx, buildInfo, { strict: isTrue(strict) })) ?? null,
  }),
  method('findBuildID', {
    params: [required('X'), optional('strict', false)],
    access: anyone,
    doc: 'The id of a name-version-release. An id is answered as it is.',
    handler: async (ctx, { X, strict }) => (await findBuildId(ctx, X, { strict: isTrue(strict) })) ?? null,
  }),
  method('createEmptyBuild', {
    params: [
      required('name'),
      required('version'),
      required('release'),
      required('epoch'),
      optional('owner'),
      optional('draft', false),
    ],
    access: permission('admin'),
    doc: 'Makes a complete build without contents, and its package if that is new. Answers the id.',
    handler: (ctx, { name, version, release, epoch, owner, draft }) =>
      newBuild(ctx, {
        name,
        version,
        release,
        epoch,
        draft,
        ...(owner === null ? {} : { owner }),
      }),
  }),
];
