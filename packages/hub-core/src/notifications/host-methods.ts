import { hostOnly } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { notifyTagging } from './notify-tagging.js';

/** What builders call about mail. */
export const notificationHostMethods: Method[] = [
  method('host.tagNotification', {
    params: [
      required('is_successful'),
      required('tag_id'),
      required('from_id'),
      required('build_id'),
      required('user_id'),
      optional('ignore_success', false),
      optional('failure_msg', ''),
    ],
    access: hostOnly,
    doc: 'Makes the task that sends mail about a build that was tagged or not.',
    handler: async (ctx, params) => {
      await notifyTagging(ctx, {
        successful: isTrue(params.is_successful),
        tag: params.tag_id,
        fromTag: params.from_id,
        build: params.build_id,
        user: params.user_id,
        ignoreSuccess: isTrue(params.ignore_success),
        failure: params.failure_msg,
      });
      return null;
    },
  }),
];
