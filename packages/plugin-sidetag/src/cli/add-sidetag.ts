import { isFault, type ParamsOf } from '@kojikit/protocol';
import { command, flag, text, UsageError, waitForTargetRepo, type CommandContext } from '@kojikit/cli/plugin';
import type { NewSideTag } from '../api.js';
import { expiryOptions, expiryWish } from './expiry-options.js';
import { explainRefusal } from './explain-refusal.js';

/** `koji add-sidetag`: makes a side tag and prints its name; on demand waits until there is a repo to build with. */
export const addSidetag = command({
  usage: '[options] <basetag>',
  options: {
    quiet: flag(['-q', '--quiet'], 'do not print the name'),
    wait: flag(['-w', '--wait'], 'wait until there is a repo to build with'),
    debuginfo: flag('--debuginfo', 'with debuginfo rpms in its repos'),
    suffix: text('--suffix', { help: 'a word behind the name, of those that the hub allows' }),
    ...expiryOptions,
  },
  async run(context) {
    const { args, options, settings, activateSession, print } = context;
    const [baseTag] = args;
    if (baseTag === undefined || args.length > 1) throw new UsageError('Only argument is basetag');
    const expires = expiryWish(options);
    await activateSession();
    const quiet = options.quiet || settings.quiet;
    const tag = await create(context, baseTag, {
      // Koji's command sends a nil where the switch is not given.
      debuginfo: options.debuginfo || null,
      ...(options.suffix && { suffix: options.suffix }),
      ...(expires !== undefined && { expires }),
    });
    if (!quiet) print(tag.name);
    if (options.wait) await waitForTargetRepo(context, tag.name, { quiet });
  },
});

async function create(
  context: CommandContext,
  baseTag: string,
  keywords: Omit<ParamsOf<'createSideTag'>, 'basetag'>,
): Promise<NewSideTag> {
  try {
    return await context.hub.call('createSideTag', { basetag: baseTag, ...keywords });
  } catch (error) {
    if (isFault(error, 'ActionNotAllowed')) {
      await explainRefusal(context, baseTag);
      throw new UsageError('Policy violation');
    }
    if (isFault(error, 'ParameterError') && error.message.includes('suffix')) {
      throw new UsageError("Hub is older and doesn't support --suffix, please run it without it");
    }
    throw error;
  }
}
