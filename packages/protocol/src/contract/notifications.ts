import type { Nothing, Notification, NotificationBlock, Reference } from './shapes.js';

/** Whom to tell by mail about builds. */
export interface NotificationsApi {
  getBuildNotification: { params: { id: number; strict?: boolean }; result: Notification | null };
  getBuildNotifications: { params: { userID?: Reference | null }; result: Notification[] };
  /** An addition to Koji's API: the same with the names of packages and tags, nil where all are meant. */
  createNotification: {
    params: { user_id: number; package_id: number | null; tag_id: number | null; success_only: boolean };
    result: Nothing;
  };
  updateNotification: {
    params: { id: number; package_id: number | null; tag_id: number | null; success_only: boolean };
    result: Nothing;
  };
  deleteNotification: { params: { id: number }; result: Nothing };
  getBuildNotificationBlock: { params: { id: number; strict?: boolean }; result: NotificationBlock | null };
  getBuildNotificationBlocks: { params: { userID?: Reference | null }; result: NotificationBlock[] };
  createNotificationBlock: {
    params: { user_id: number; package_id?: number | null; tag_id?: number | null };
    result: Nothing;
  };
  deleteNotificationBlock: { params: { id: number }; result: Nothing };
}
