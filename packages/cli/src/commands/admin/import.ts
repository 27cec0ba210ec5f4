import { compareText } from '@kojikit/protocol';
import { flag, parseInteger, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { importBuilds } from '../../rpms/import-builds.js';
import { readRpmFile, type RpmFile } from '../../rpms/rpm-file.js';

const NONE: readonly string[] = ['None', 'none', '(none)'];

const importRpms = coreCommand({
  summary: 'Import rpms that were built elsewhere',
  usage: '[options] <package> [<package> ...]',
  options: {
    link: flag('--link', "put them into the hub's folder by hard links instead of uploading them"),
    test: flag('--test', 'only say what would be done'),
    createBuild: flag('--create-build', 'make builds that are missing'),
    sourceEpoch: text('--src-epoch', { help: 'with --create-build: the epoch of such builds' }),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    if (args.length === 0) throw new UsageError('At least one package must be specified');
    const epoch = epochOf(options.sourceEpoch);
    await context.activateSession();
    const byBuild = new Map<string, RpmFile[]>();
    for (const path of args) {
      const rpm = await readRpmFile(path);
      byBuild.set(rpm.build, [...(byBuild.get(rpm.build) ?? []), rpm]);
    }
    const builds = [...byBuild].sort(([a], [b]) => compareText(a, b));
    let missing = false;
    for (const [nvr, rpms] of builds) {
      if (rpms.some(({ source }) => source) || (await hub.call('getBuild', { buildInfo: nvr }))) continue;
      print(`Missing build or srpm: ${nvr}`);
      missing = true;
    }
    if (missing && !options.createBuild) return print('Aborting import');
    await importBuilds(context, builds, { ...options, epoch });
  },
});

function epochOf(word: string | undefined): number | undefined {
  if (!word || NONE.includes(word)) return undefined;
  const epoch = parseInteger(word);
  if (epoch === undefined) throw new UsageError(`Invalid value for epoch: ${word}`);
  return epoch;
}

// A command's code is exported under the command's name, and this one is a word of the language.
export { importRpms as import };
