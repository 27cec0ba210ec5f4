import { flag, list, text } from '@kojikit/command-line';
import { digitsOrName } from '../../arguments/id-or-name.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { chooseConfig } from '../../maven/build-configs.js';
import type { HubSession } from '../../session/hub-session.js';
import { announceTask, BACKGROUND_PRIORITY } from '../../tasks/announce-task.js';
import { buildTaskOptions } from '../../tasks/build-options.js';
import { watchIfWanted } from '../../tasks/wait-option.js';

export const wrapperRpm = coreCommand({
  summary: 'Build rpms around the files of a build',
  usage: '[options] <target> <build-id|n-v-r> <URL>',
  options: {
    createBuild: flag('--create-build', 'make a new build of the rpms'),
    inis: list('--ini', { metavar: 'CONFIG', help: 'take build and URL from an .ini file' }),
    section: text(['-s', '--section'], { help: 'section of the .ini file' }),
    skipTag: flag('--skip-tag', 'with --create-build: do not tag the new build'),
    scratch: flag('--scratch', 'make a scratch build'),
    createDraft: flag('--create-draft', 'make a new draft build of the rpms'),
    ...buildTaskOptions,
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [target, word, address] = args;
    const { inis, section, scratch, createDraft } = options;
    if (inis.length > 0 && args.length !== 1) {
      throw new UsageError('Exactly one argument (a build target) is required');
    }
    if (target === undefined || (inis.length === 0 && address === undefined)) {
      throw new UsageError(
        'You must provide a build target, a build ID or NVR, and a SCM URL to a specfile fragment',
      );
    }
    if (createDraft) {
      print('Will create a draft build instead');
      if (scratch) throw new UsageError('--scratch and --create-draft cannot be both specfied');
    }
    await context.activateSession();
    const { build, url } =
      word === undefined || address === undefined
        ? await fromFiles(hub, target, { inis, section, scratch })
        : { build: digitsOrName(word), url: address };
    const id = await hub.call('wrapperRPM', {
      build,
      url,
      target,
      priority: options.background ? BACKGROUND_PRIORITY : null,
      opts: {
        ...((options.createBuild || createDraft) && { create_build: true }),
        ...(options.skipTag && { skip_tag: true }),
        ...(scratch && { scratch: true }),
        ...(createDraft && { draft: true }),
      },
    });
    announceTask(context, id);
    return watchIfWanted(context, [id], options.wait);
  },
});

async function fromFiles(
  hub: HubSession,
  target: string,
  { inis, section, scratch }: { inis: readonly string[]; section?: string; scratch: boolean },
): Promise<{ build: string; url: string }> {
  const config = chooseConfig(inis, section, { scratch });
  if (config.type !== 'wrapper') {
    throw new UsageError(`Section ${config.name} does not contain a wrapper-rpm config`);
  }
  const [name = ''] = config.buildrequires;
  const { dest_tag: tag, dest_tag_name: tagName } = await hub.call('getBuildTarget', {
    info: target,
    strict: true,
  });
  const [latest] = await hub.call('getLatestBuilds', { tag, package: name });
  if (!latest) throw new UsageError(`No build of ${name} in ${tagName}`);
  return { build: latest.nvr, url: config.scmurl };
}
