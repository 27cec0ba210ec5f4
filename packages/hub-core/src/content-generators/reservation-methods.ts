import { BUILD_STATES, type Struct } from '@kojikit/protocol';
import { anyone } from '../auth/access.js';
import { newBuildInfo, type NewBuild } from '../builds/index.js';
import { integer, later, nameOrId, struct, text } from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isTrue } from '../rpc/convert.js';
import { method, type Method } from '../rpc/method.js';
import { optional, type Reader } from '../rpc/reader.js';
import { refundBuild, reserveBuild } from './reserve-build.js';

/* Content generators need not know of epochs. Theirs may be drafts, which nothing is imported into so far. */
const reservedBuild: Reader<NewBuild, Struct> = (value) => {
  const given = struct(value);
  const missing = ['version', 'release'].find((member) => !Object.hasOwn(given, member));
  if (missing !== undefined) throw new CallerMistake(`the build has no ${missing}`);
  return { ...newBuildInfo({ epoch: null, ...given }), draft: isTrue(given['draft']) };
};

export const reservationMethods: Method[] = [
  method('CGInitBuild', {
    params: { cg: nameOrId, data: later(reservedBuild) },
    access: anyone,
    doc: 'Reserves a build that a content generator will import, and returns its id and a token for it.',
    handler: (ctx, { cg, data }) => reserveBuild(ctx, cg, data()),
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
