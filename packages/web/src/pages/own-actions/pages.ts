import type { Page } from '../../http/page.js';
import { notificationActions } from './notifications.js';
import { sessionPages } from './sessions.js';
import { sidetagcreatePage } from './side-tags.js';

/** What one does about oneself: mail, sessions, side tags. */
export const ownActions: readonly Page[] = [...notificationActions, ...sessionPages, sidetagcreatePage];
