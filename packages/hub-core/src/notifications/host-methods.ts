import { hostOnly } from '../auth/access.js';
import { buildRef, flag, nameOrId, nilOr, text, truth, unlessEmpty, userRef } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { notifyTagging } from './notify-tagging.js';

/** What builders call about mail. */
export const notificationHostMethods: Method[] = [
  method('host.tagNotification', {
    params: {
      is_successful: truth,
      tag_id: unlessEmpty(nameOrId),
      from_id: unlessEmpty(nameOrId),
      build_id: buildRef,
      user_id: unlessEmpty(userRef),
      ignore_success: flag(false),
      failure_msg: optional(nilOr(text), ''),
    },
    access: hostOnly,
    doc: 'Makes the task that sends mail about a build that was tagged or not.',
    handler: async (ctx, params) => {
      await notifyTagging(ctx, {
        successful: params.is_successful,
        tag: params.tag_id,
        fromTag: params.from_id,
        build: params.build_id,
        user: params.user_id,
        ignoreSuccess: params.ignore_success,
        failure: params.failure_msg,
      });
      return null;
    },
  }),
];
