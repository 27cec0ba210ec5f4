import { anyone } from '../auth/access.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { findUserStrictly } from '../users/index.js';
import {
  createBlock,
  createNotification,
  deleteBlock,
  deleteNotification,
  updateNotification,
} from './change-notifications.js';
import {
  blocksOf,
  findBlock,
  findNotification,
  getBlock,
  getNotification,
  notificationsOf,
} from './queries.js';

/* The changes refuse callers themselves: with Koji's own texts, and some of them only after a look at the row. */
export const notificationsMethods: Method[] = [
  method('getBuildNotifications', {
    params: [optional('userID')],
    access: anyone,
    doc: 'What a user wants mail about; of the caller, when none is named.',
    handler: async (ctx, { userID }) => notificationsOf(ctx, (await findUserStrictly(ctx, userID)).id),
  }),
  method('getBuildNotification', {
    params: [required('id'), optional('strict', false)],
    access: anyone,
    doc: 'One wish for mail. Without one of this id: nil, or a fault if strict.',
    handler: async (ctx, { id, strict }) =>
      isTrue(strict) ? getNotification(ctx, id) : ((await findNotification(ctx, id)) ?? null),
  }),
  method('createNotification', {
    params: [required('user_id'), required('package_id'), required('tag_id'), required('success_only')],
    access: anyone,
    doc: 'Asks for mail about the builds of a package, of a tag, or of both; nil means any. For oneself, or as admin.',
    handler: (ctx, { user_id, success_only, ...subject }) =>
      createNotification(ctx, user_id, subject, success_only),
  }),
  method('updateNotification', {
    params: [required('id'), required('package_id'), required('tag_id'), required('success_only')],
    access: anyone,
    doc: 'Changes what mail is wanted about.',
    handler: (ctx, { id, success_only, ...subject }) => updateNotification(ctx, id, subject, success_only),
  }),
  method('deleteNotification', {
    params: [required('id')],
    access: anyone,
    doc: 'Ends a wish for mail.',
    handler: (ctx, { id }) => deleteNotification(ctx, id),
  }),
  method('getBuildNotificationBlocks', {
    params: [optional('userID')],
    access: anyone,
    doc: 'What a user wants no mail about; of the caller, when none is named.',
    handler: async (ctx, { userID }) => blocksOf(ctx, (await findUserStrictly(ctx, userID)).id),
  }),
  method('getBuildNotificationBlock', {
    params: [required('id'), optional('strict', false)],
    access: anyone,
    doc: 'One opt-out from mail. Without one of this id: nil, or a fault if strict.',
    handler: async (ctx, { id, strict }) =>
      isTrue(strict) ? getBlock(ctx, id) : ((await findBlock(ctx, id)) ?? null),
  }),
  method('createNotificationBlock', {
    params: [required('user_id'), optional('package_id'), optional('tag_id')],
    access: anyone,
    doc: 'Opts out of mail about a package, a tag, both, or everything.',
    handler: (ctx, { user_id, ...subject }) => createBlock(ctx, user_id, subject),
  }),
  method('deleteNotificationBlock', {
    params: [required('id')],
    access: anyone,
    doc: 'Ends an opt-out from mail.',
    handler: (ctx, { id }) => deleteBlock(ctx, id),
  }),
];
