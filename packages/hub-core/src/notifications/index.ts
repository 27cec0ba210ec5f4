export { notifyBuildEnd } from './notify-build-end.js';
export { notificationRecipients } from './notification-recipients.js';
export { namedNotificationsOf } from './queries.js';
export { notifyTagging } from './notify-tagging.js';
