import { boolean, json, now, reference, serial, text, timestamp } from '../../schema/columns.js';
import { table } from '../../schema/table.js';

export const notificationTables = [
  table('build_notifications', {
    id: serial(),
    user_id: reference('users'),
    package_id: reference('package', { nullable: true }),
    tag_id: reference('tag', { nullable: true }),
    success_only: boolean({ default: false }),
    email: text(),
  }),
  table('build_notifications_block', {
    id: serial(),
    user_id: reference('users'),
    package_id: reference('package', { nullable: true }),
    tag_id: reference('tag', { nullable: true }),
  }),
  // Messages that the protonmsg plugin could not send yet.
  table('proton_queue', {
    id: serial(),
    created_ts: timestamp({ nullable: true, default: now }),
    address: text(),
    props: json(),
    body: json(),
  }),
];
