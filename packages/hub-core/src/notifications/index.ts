export { notifyBuildEnd } from './notify-build-end.js';
export { notificationRecipients } from './notification-recipients.js';
export { notifyTagging } from './notify-tagging.js';
