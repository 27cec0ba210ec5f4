import { flag } from '@kojikit/command-line';
import type { ListedRpm } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { taskIdOf } from '../../tasks/task-id.js';
import { byText } from '../../text/by-text.js';

export const listBuildroot = coreCommand({
  summary: 'List what a buildroot was made of or what was built in it',
  anonymous: true,
  usage: '[options] <buildroot id>',
  options: {
    built: flag('--built', 'what was built in it, not what it was made of'),
    verbose: flag(['--verbose', '-v'], 'tell drafts and updates'),
  },
  async run({ args, hub, options, print, ensureConnection }) {
    const [word] = args;
    if (word === undefined || args.length > 1) throw new UsageError('Incorrect number of arguments');
    await ensureConnection();
    const id = taskIdOf(word);
    const filter = options.built ? { buildrootID: id } : { componentBuildrootID: id };
    const kind = options.built ? 'Built' : 'Component';
    const rpms = await hub.call('listRPMs', filter);
    if (rpms.length > 0) print(`${kind} RPMs:`);
    for (const rpm of rpms.sort(byText(fileName))) {
      const draft = options.verbose && rpm.draft ? ` (,draft_${rpm.build_id})` : '';
      print(`${fileName(rpm)}${draft}${options.verbose && rpm.is_update ? ' [update]' : ''}`);
    }
    const archives = await hub.call('listArchives', filter);
    if (archives.length === 0) return;
    if (rpms.length > 0) print();
    print(`${kind} Archives:`);
    for (const { filename } of archives.sort(byText((archive) => archive.filename))) print(filename);
  },
});

function fileName({ nvr, arch }: ListedRpm): string {
  return `${nvr}.${arch}`;
}
