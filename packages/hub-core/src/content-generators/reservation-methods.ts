import { BUILD_STATES } from '@kojikit/protocol';
import { anyone } from '../auth/access.js';
import { integer, later, nameOrId, text } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { reservedBuild } from './readers/reserved-build.js';
import { refundBuild, reserveBuild } from './reserve-build.js';

export const reservationMethods: Method[] = [
  method('CGInitBuild', {
    params: { cg: nameOrId, data: later(reservedBuild) },
    access: anyone,
    doc: 'Reserves a build that a content generator will import, and returns its id and a token for it.',
    handler: (ctx, { cg, data }) => reserveBuild(ctx, cg, data),
  }),
  method('CGRefundBuild', {
    params: { cg: nameOrId, build_id: integer, token: text, state: optional(integer, BUILD_STATES.FAILED) },
    access: anyone,
    doc: 'Gives up a reserved build, which is failed (the default) or canceled from then on.',
    handler: async (ctx, { cg, build_id: build, token, state }) => {
      await refundBuild(ctx, cg, { build, token, state });
      return null;
    },
  }),
];
