import { parseInteger, text, toggle } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { LoggedError, UsageError } from '../../errors.js';
import { packageIdOf, tagIdOf } from '../../notifications/notification-subject.js';

export const editNotification = coreCommand({
  summary: 'Change which notifications are sent',
  usage: '[options] <notification id>',
  options: {
    package: text('--package', { help: "about this package, '*' for all" }),
    tag: text('--tag', { help: "about this tag, '*' for all" }),
    successOnly: toggle(
      {
        on: '--success-only',
        onHelp: 'only when something succeeds',
        off: '--no-success-only',
        offHelp: 'whatever happens',
      },
      undefined,
    ),
  },
  async run({ args, hub, options, activateSession }) {
    const [word] = args;
    if (word === undefined || args.length > 1) throw new UsageError('Only argument is notification ID');
    const id = parseInteger(word);
    if (id === undefined) throw new UsageError('Notification ID has to be numeric');
    if (!options.package && !options.tag && options.successOnly === undefined) {
      throw new UsageError('Command need at least one option');
    }
    await activateSession();
    const old = await hub.call('getBuildNotification', { id });
    const named = (name: string | undefined): string | undefined => (name === '*' ? undefined : name);
    const packageId = options.package ? await packageIdOf(hub, named(options.package)) : old?.package_id;
    const tagId = options.tag ? await tagIdOf(hub, named(options.tag)) : old?.tag_id;
    const successOnly = options.successOnly ?? old?.success_only;
    if (packageId === undefined || tagId === undefined || successOnly === undefined) {
      throw new LoggedError('TypeError', `no such notification: ${id}`);
    }
    await hub.call('updateNotification', {
      id,
      package_id: packageId,
      tag_id: tagId,
      success_only: successOnly,
    });
  },
});
