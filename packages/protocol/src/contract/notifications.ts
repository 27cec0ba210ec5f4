import type { Nothing, Notification, NotificationBlock, Reference } from './shapes.js';

/** Whom to tell by mail about builds. */
export interface NotificationsApi {
  /**
   * One wish for mail. Without one of this id: nil, or a fault if strict.
   *
   * `getBuildNotification(id, strict=false)`, for anyone. Throws GenericError.
   */
  getBuildNotification: { params: { id: number; strict?: boolean }; result: Notification | null };
  /**
   * What a user wants mail about; of the caller, when none is named.
   *
   * `getBuildNotifications(userID=nil)`, for anyone. Throws GenericError.
   */
  getBuildNotifications: { params: { userID?: Reference | null }; result: Notification[] };
  /**
   * Asks for mail about the builds of a package, of a tag, or of both; nil means any. For oneself, or as
   * admin.
   *
   * `createNotification(user_id, package_id, tag_id, success_only)`, for whom its arguments allow. Throws
   * GenericError, ParameterError.
   */
  createNotification: {
    params: { user_id: number; package_id: number | null; tag_id: number | null; success_only: boolean };
    result: Nothing;
  };
  /**
   * Changes what mail is wanted about.
   *
   * `updateNotification(id, package_id, tag_id, success_only)`, for whom its arguments allow. Throws
   * GenericError, ParameterError.
   */
  updateNotification: {
    params: { id: number; package_id: number | null; tag_id: number | null; success_only: boolean };
    result: Nothing;
  };
  /**
   * Ends a wish for mail.
   *
   * `deleteNotification(id)`, for anyone. Throws GenericError.
   */
  deleteNotification: { params: { id: number }; result: Nothing };
  /**
   * One opt-out from mail. Without one of this id: nil, or a fault if strict.
   *
   * `getBuildNotificationBlock(id, strict=false)`, for anyone. Throws GenericError.
   */
  getBuildNotificationBlock: { params: { id: number; strict?: boolean }; result: NotificationBlock | null };
  /**
   * What a user wants no mail about; of the caller, when none is named.
   *
   * `getBuildNotificationBlocks(userID=nil)`, for anyone. Throws GenericError.
   */
  getBuildNotificationBlocks: { params: { userID?: Reference | null }; result: NotificationBlock[] };
  /**
   * Opts out of mail about a package, a tag, both, or everything.
   *
   * `createNotificationBlock(user_id, package_id=nil, tag_id=nil)`, for whom its arguments allow. Throws
   * GenericError, ParameterError.
   */
  createNotificationBlock: {
    params: { user_id: number; package_id?: number | null; tag_id?: number | null };
    result: Nothing;
  };
  /**
   * Ends an opt-out from mail.
   *
   * `deleteNotificationBlock(id)`, for anyone. Throws GenericError.
   */
  deleteNotificationBlock: { params: { id: number }; result: Nothing };
}
