import { anyone, permission } from '../auth/access.js';
import { flag, nameOrId, nilOr, userRef } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { grantAccess, revokeAccess } from './access.js';
import { listGenerators } from './list-generators.js';

export const contentGeneratorsMethods: Method[] = [
  method('listCGs', {
    params: {},
    access: anyone,
    doc: 'The content generators with their ids and the users who may import as them.',
    looksUp: true,
    handler: (ctx) => listGenerators(ctx),
  }),
  method('grantCGAccess', {
    params: { user: nilOr(userRef), cg: nameOrId, create: flag(false) },
    access: permission('admin'),
    doc: 'Lets a user import as a content generator, which is made if wanted.',
    handler: async (ctx, { user, cg, create }) => {
      await grantAccess(ctx, user, cg, { create });
      return null;
    },
  }),
  method('revokeCGAccess', {
    params: { user: nilOr(userRef), cg: nameOrId },
    access: permission('admin'),
    doc: 'No longer lets a user import as a content generator.',
    handler: async (ctx, { user, cg }) => {
      await revokeAccess(ctx, user, cg);
      return null;
    },
  }),
];
