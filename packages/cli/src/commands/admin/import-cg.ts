import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { flag, text } from '@kojikit/command-line';
import { isStruct, type Struct } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, LoggedError, UsageError } from '../../errors.js';
import { linkFile } from '../../files/link-file.js';
import { readJsonObject } from '../../files/read-json.js';
import { uniquePath } from '../../files/unique-path.js';
import { showsProgress, uploadFile } from '../../files/upload-file.js';
import { noprogressOption } from '../../tasks/build-options.js';

/** A file that the metadata tells of. */
interface Output {
  /** Where it is. */
  readonly path: string;
  /** Its folder below that of the import. */
  readonly folder: string;
}

export const importCg = coreCommand({
  summary: 'Import a build of a content generator',
  usage: '[options] <metadata_file> <files_dir>',
  options: {
    noprogress: noprogressOption,
    link: flag('--link', "put the files into the hub's folder by hard links instead of uploading them"),
    test: flag('--test', 'only look whether all files are there'),
    token: text('--token', { help: 'the token that the build was reserved with' }),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [file, from] = args;
    if (file === undefined || from === undefined) {
      throw new UsageError('Please specify metadata files directory');
    }
    await context.activateSession();
    const metadata = await readJsonObject(file);
    const outputs = outputsOf(metadata, from);
    for (const { path } of outputs) if (!existsSync(path)) throw new UsageError(`No such file: ${path}`);
    if (options.test) return;
    const directory = uniquePath('cli-import');
    const progress = showsProgress(options);
    for (const { path, folder } of outputs) {
      const target = folder === '' ? directory : `${directory}/${folder}`;
      if (options.link) linkFile(context, path, target);
      else {
        print(`Uploading ${path}`);
        await uploadFile(context, path, target, progress);
        if (progress) print();
      }
    }
    await hub.call('CGImport', { metadata, directory, token: options.token ?? null });
  },
});

function outputsOf(metadata: Struct, from: string): Output[] {
  if (!('output' in metadata)) throw new CommandError('Metadata contains no output');
  const { output } = metadata;
  if (!Array.isArray(output)) throw new LoggedError('TypeError', 'output of the metadata is no list');
  return output
    .filter((entry) => !(isStruct(entry) && entry['metadata_only']))
    .map((entry: unknown, index) => {
      const { filename, relpath = '' } = isStruct(entry) ? entry : {};
      if (typeof filename !== 'string' || typeof relpath !== 'string') {
        throw new LoggedError('TypeError', `output ${index} of the metadata has no filename that is a text`);
      }
      return { path: join(from, relpath, filename), folder: relpath };
    });
}
