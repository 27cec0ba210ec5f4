import { flag, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { LoggedError, UsageError } from '../../errors.js';
import { packageIdOf, tagIdOf } from '../../notifications/notification-subject.js';

export const addNotification = coreCommand({
  summary: 'Have notifications about builds sent',
  usage: '[options]',
  options: {
    user: text('--user', { help: 'for this user (administrators)' }),
    package: text('--package', { help: 'about this package' }),
    tag: text('--tag', { help: 'about this tag' }),
    successOnly: flag('--success-only', 'only when something succeeds'),
  },
  async run({ args, hub, options, activateSession }) {
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    if (!options.package && !options.tag) {
      throw new UsageError('Command need at least one from --tag or --package options.');
    }
    await activateSession();
    if (options.user && !(await hub.call('hasPerm', { perm: 'admin' }))) {
      throw new UsageError('--user requires admin permission');
    }
    const user = options.user
      ? await hub.call('getUser', { userInfo: options.user })
      : await hub.call('getLoggedInUser');
    if (!user) {
      throw new LoggedError(
        'TypeError',
        options.user ? `no such user: ${options.user}` : 'nobody is logged in',
      );
    }
    const packageId = await packageIdOf(hub, options.package);
    const tagId = await tagIdOf(hub, options.tag);
    await hub.call('createNotification', {
      user_id: user.id,
      package_id: packageId,
      tag_id: tagId,
      success_only: options.successOnly,
    });
  },
});
