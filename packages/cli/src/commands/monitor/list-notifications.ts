import { flag, text } from '@kojikit/command-line';
import type { NotificationBlock } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { format } from '../../output/format.js';
import type { HubSession } from '../../session/hub-session.js';

const COLUMNS = '%6s %-25s %-25s';
const NOTIFICATION_COLUMNS = `${COLUMNS} %-20s %-12s`;

export const listNotifications = coreCommand({
  summary: 'List notifications about builds, and blocks of them',
  anonymous: true,
  usage: '[options]',
  options: {
    mine: flag('--mine', 'yours'),
    user: text('--user', { help: "this user's" }),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    if (!options.mine && !options.user) throw new UsageError('Use --user or --mine.');
    let userId: number | null = null;
    if (options.user) {
      await context.ensureConnection();
      const user = await hub.call('getUser', { userInfo: options.user });
      if (!user) throw new CommandError(`No such user: ${options.user}`);
      userId = user.id;
    } else await context.activateSession();
    const table = (title: string, head: string, lines: readonly string[]): void => {
      if (lines.length === 0) return print(`No ${title.toLowerCase()}`);
      for (const line of [title, head, '-'.repeat(head.length), ...lines]) print(line);
    };
    const notifications: string[] = [];
    for (const row of await hub.call('getBuildNotifications', { userID: userId })) {
      const success = row.success_only ? 'yes' : 'no';
      notifications.push(
        format(NOTIFICATION_COLUMNS, row.id, ...(await subject(hub, row)), row.email, success),
      );
    }
    const headings = ['ID', 'Tag', 'Package'];
    table(
      'Notifications',
      format(NOTIFICATION_COLUMNS, ...headings, 'E-mail', 'Success-only'),
      notifications,
    );
    print();
    const blocks: string[] = [];
    for (const row of await hub.call('getBuildNotificationBlocks', { userID: userId })) {
      blocks.push(format(COLUMNS, row.id, ...(await subject(hub, row))));
    }
    table('Notification blocks', format(COLUMNS, ...headings), blocks);
  },
});

/** Names of tag and package, a star for any. */
async function subject(
  hub: HubSession,
  { tag_id: tag, package_id: pkg }: NotificationBlock,
): Promise<[tag: string, pkg: string]> {
  return [
    tag ? (await hub.call('getTag', { tagInfo: tag, strict: true })).name : '*',
    pkg ? (await hub.call('getPackage', { info: pkg, strict: true })).name : '*',
  ];
}
