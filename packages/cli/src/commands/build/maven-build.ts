import { flag, list, text } from '@kojikit/command-line';
import type { Struct } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { chooseConfig } from '../../maven/build-configs.js';
import { mavenOptions } from '../../maven/maven-options.js';
import { usableTarget } from '../../targets/usable-target.js';
import { BACKGROUND_PRIORITY, followTask } from '../../tasks/announce-task.js';
import { buildTaskOptions } from '../../tasks/build-options.js';

export const mavenBuild = coreCommand({
  summary: 'Build a Maven package from source',
  usage: '[options] <target> <URL>\n       koji maven-build --ini=CONFIG... [options] <target>',
  options: {
    patches: text('--patches', { metavar: 'URL', help: 'SCM URL of patches to be applied first' }),
    goals: list(['-G', '--goal'], { metavar: 'GOAL', help: 'a goal to be run before "deploy"' }),
    profiles: list(['-P', '--profile'], { metavar: 'PROFILE', help: 'a profile to be enabled' }),
    properties: list(['-D', '--property'], { metavar: 'NAME=VALUE', help: 'a system property' }),
    envs: list(['-E', '--env'], { metavar: 'NAME=VALUE', help: 'an environment variable' }),
    packages: list(['-p', '--package'], { metavar: 'PACKAGE', help: 'a package for the build root' }),
    jvmOptions: list(['-J', '--jvm-option'], { metavar: 'OPTION', help: 'an option of the JVM' }),
    mavenOptions: list(['-M', '--maven-option'], { metavar: 'OPTION', help: 'an option of Maven' }),
    inis: list('--ini', { metavar: 'CONFIG', help: 'take all of this from an .ini file' }),
    section: text(['-s', '--section'], { help: 'section of the .ini file' }),
    debug: flag('--debug', 'run Maven with --debug'),
    specfile: text('--specfile', {
      metavar: 'URL',
      help: 'SCM URL of a spec file fragment for wrapper rpms',
    }),
    skipTag: flag('--skip-tag', 'do not tag the build'),
    scratch: flag('--scratch', 'make a scratch build'),
    quiet: flag('--quiet', 'say nothing about the task'),
    ...buildTaskOptions,
  },
  async run(context) {
    const { args, hub, options, settings } = context;
    const [target, address] = args;
    const { inis, scratch, section } = options;
    if (inis.length > 0 && args.length !== 1) {
      throw new UsageError('Exactly one argument (a build target) is required');
    }
    if (inis.length === 0 && args.length !== 2) {
      throw new UsageError('Exactly two arguments (a build target and a SCM URL) are required');
    }
    if (target === undefined) throw new UsageError('A build target is required');
    await context.activateSession();
    await usableTarget(hub, target, { scratch });
    const { url, opts } =
      address === undefined
        ? fromFiles(inis, section, scratch)
        : { url: address, opts: mavenOptions(fromLine(options), { scratch }) };
    if (!url.includes('://')) throw new UsageError(`No such SCM URL: ${url}`);
    if (options.debug) opts['maven_options'] = [...wordsOf(opts['maven_options']), '--debug'];
    if (options.skipTag) opts['skip_tag'] = true;
    const priority = options.background ? BACKGROUND_PRIORITY : null;
    const id = await hub.call('mavenBuild', { url, target, opts, priority });
    return followTask(context, id, { wait: options.wait, quiet: options.quiet || settings.quiet });
  },
});

function fromLine<Choice extends { jvmOptions: string[]; mavenOptions: string[] }>(choice: Choice) {
  return { ...choice, jvm_options: choice.jvmOptions, maven_options: choice.mavenOptions };
}

function fromFiles(
  files: readonly string[],
  section: string | undefined,
  scratch: boolean,
): { url: string; opts: Struct } {
  const config = chooseConfig(files, section, { scratch });
  if (config.type !== 'maven') {
    throw new UsageError(`Section ${config.name} does not contain a maven-build config`);
  }
  const opts = { ...config.options };
  delete opts['scmurl'];
  return { url: config.scmurl, opts };
}

function wordsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
