import { flag, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { packageIdOf, tagIdOf } from '../../notifications/notification-subject.js';

export const blockNotification = coreCommand({
  summary: 'Keep notifications from being sent',
  usage: '[options]',
  options: {
    user: text('--user', { help: 'for this user (administrators)' }),
    package: text('--package', { help: 'none about this package' }),
    tag: text('--tag', { help: 'none about this tag' }),
    all: flag('--all', 'none at all'),
  },
  async run({ args, hub, options, activateSession }) {
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    if (!options.package && !options.tag && !options.all) {
      throw new UsageError('One of --tag, --package or --all must be specified.');
    }
    await activateSession();
    if (options.user && !(await hub.call('hasPerm', { perm: 'admin' }))) {
      throw new UsageError('--user requires admin permission');
    }
    const user = options.user
      ? await hub.call('getUser', { userInfo: options.user, strict: true })
      : await hub.call('getLoggedInUser');
    if (!user) throw new UsageError('Please login with authentication or specify --user');
    const packageId = await packageIdOf(hub, options.package);
    const tagId = await tagIdOf(hub, options.tag);
    const blocks = await hub.call('getBuildNotificationBlocks', { userID: user.id });
    if (blocks.some((block) => block.package_id === packageId && block.tag_id === tagId)) {
      throw new UsageError('Notification already exists.');
    }
    await hub.call('createNotificationBlock', { user_id: user.id, package_id: packageId, tag_id: tagId });
  },
});
