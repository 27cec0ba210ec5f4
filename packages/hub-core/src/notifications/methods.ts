import { anyone } from '../auth/access.js';
import { comparedInteger, flag, nameOrId, nilOr, truth, userRef } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { findUserStrictly } from '../users/index.js';
import {
  createBlock,
  createNotification,
  deleteBlock,
  deleteNotification,
  updateNotification,
} from './change-notifications.js';
import { whoever } from './notification-owner.js';
import {
  blocksOf,
  findBlock,
  findNotification,
  getBlock,
  getNotification,
  notificationsOf,
} from './queries.js';

/* Koji looks for the row before it asks who is there. */
const whoOwnsIt = anyone;

const wish = { package_id: nilOr(nameOrId), tag_id: nilOr(nameOrId), success_only: truth };

export const notificationsMethods: Method[] = [
  method('getBuildNotifications', {
    params: { userID: optional(userRef) },
    access: anyone,
    doc: 'What a user wants mail about; of the caller, when none is named.',
    looksUp: true,
    handler: async (ctx, { userID }) => notificationsOf(ctx, (await findUserStrictly(ctx, userID)).id),
  }),
  method('getBuildNotification', {
    params: { id: comparedInteger, strict: flag(false) },
    access: anyone,
    doc: 'One wish for mail. Without one of this id: nil, or a fault if strict.',
    looksUp: true,
    handler: async (ctx, { id, strict }) =>
      strict ? getNotification(ctx, id) : ((await findNotification(ctx, id)) ?? null),
  }),
  method('createNotification', {
    params: { user_id: nilOr(userRef), ...wish },
    access: whoever,
    doc: 'Asks for mail about the builds of a package, of a tag, or of both; nil means any. For oneself, or as admin.',
    handler: (ctx, { user_id: user, ...wanted }) => createNotification(ctx, user, wanted),
  }),
  method('updateNotification', {
    params: { id: comparedInteger, ...wish },
    access: whoever,
    doc: 'Changes what mail is wanted about.',
    handler: (ctx, { id, ...wanted }) => updateNotification(ctx, id, wanted),
  }),
  method('deleteNotification', {
    params: { id: comparedInteger },
    access: whoOwnsIt,
    doc: 'Ends a wish for mail.',
    handler: (ctx, { id }) => deleteNotification(ctx, id),
  }),
  method('getBuildNotificationBlocks', {
    params: { userID: optional(userRef) },
    access: anyone,
    doc: 'What a user wants no mail about; of the caller, when none is named.',
    looksUp: true,
    handler: async (ctx, { userID }) => blocksOf(ctx, (await findUserStrictly(ctx, userID)).id),
  }),
  method('getBuildNotificationBlock', {
    params: { id: comparedInteger, strict: flag(false) },
    access: anyone,
    doc: 'One opt-out from mail. Without one of this id: nil, or a fault if strict.',
    looksUp: true,
    handler: async (ctx, { id, strict }) =>
      strict ? getBlock(ctx, id) : ((await findBlock(ctx, id)) ?? null),
  }),
  method('createNotificationBlock', {
    params: { user_id: nilOr(userRef), package_id: optional(nameOrId), tag_id: optional(nameOrId) },
    access: whoever,
    doc: 'Opts out of mail about a package, a tag, both, or everything.',
    handler: (ctx, { user_id: user, ...subject }) => createBlock(ctx, user, subject),
  }),
  method('deleteNotificationBlock', {
    params: { id: comparedInteger },
    access: whoOwnsIt,
    doc: 'Ends an opt-out from mail.',
    handler: (ctx, { id }) => deleteBlock(ctx, id),
  }),
];
