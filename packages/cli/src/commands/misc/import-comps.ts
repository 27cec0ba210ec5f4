import { readFile } from 'node:fs/promises';
import { flag } from '@kojikit/command-line';
import { pythonRepr, pythonText } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, LoggedError, UsageError } from '../../errors.js';
import { readComps, type CompsGroup } from '../../groups/read-comps.js';

export const importComps = coreCommand({
  summary: 'Import groups from a comps file',
  usage: '[options] <file> <tag>',
  options: { force: flag('--force', 'do it even where groups or packages are blocked') },
  async run({ args, hub, options, print, activateSession }) {
    const [file, tag] = args;
    if (file === undefined || tag === undefined || args.length !== 2)
      throw new UsageError('Incorrect number of arguments');
    await activateSession();
    if (!(await hub.call('getTag', { tagInfo: tag }))) throw new CommandError(`No such tag: ${tag}`);
    const force = options.force || undefined;
    for (const group of await readFrom(file)) {
      print(`Group: ${pythonText(group.id)} (${pythonText(group.name)})`);
      if (group.id === null) throw new LoggedError('ParserError', `${file} has a group without id`);
      await hub.call('groupListAdd', {
        taginfo: tag,
        grpinfo: group.id,
        force,
        display_name: group.name ?? undefined,
        is_default: group.isDefault,
        uservisible: group.userVisible,
        description: group.description,
        langonly: group.langOnly,
        biarchonly: group.biarchOnly,
      });
      for (const entry of group.packages) {
        const keywords = {
          basearchonly: entry.basearchOnly,
          ...(entry.type === 'conditional' && { requires: entry.requires ?? null }),
          type: entry.type,
        };
        const shown = Object.entries(keywords).map(([key, value]) => `'${key}': ${pythonRepr(value)}`);
        print(`  Package: ${pythonText(entry.name)}: {${shown.join(', ')}}`);
        if (entry.name === null) throw new LoggedError('ParserError', `${file} has a package without name`);
        await hub.call('groupPackageListAdd', {
          taginfo: tag,
          grpinfo: group.id,
          pkg_name: entry.name,
          force,
          ...keywords,
        });
      }
    }
  },
});

async function readFrom(file: string): Promise<CompsGroup[]> {
  // A folder can be opened, but not read, and the error of that does not name it.
  const bytes = await readFile(file).catch((error: unknown) => {
    throw error instanceof Error ? Object.assign(error, { path: file }) : error;
  });
  try {
    return readComps(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new LoggedError('ParserError', `${file} is no comps file: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
