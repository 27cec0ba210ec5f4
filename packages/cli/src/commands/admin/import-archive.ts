import { basename } from 'node:path';
import { flag, text } from '@kojikit/command-line';
import type { BuildReference } from '@kojikit/protocol';
import { parseNvr } from '@kojikit/rpm';
import { archiveKind, typeInfoOf, type ArchiveKind } from '../../archives/archive-kind.js';
import { idOrName } from '../../arguments/id-or-name.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { linkFile } from '../../files/link-file.js';
import { uniquePath } from '../../files/unique-path.js';
import { showsProgress, uploadFile } from '../../files/upload-file.js';
import type { HubSession } from '../../session/hub-session.js';
import { noprogressOption } from '../../tasks/build-options.js';

export const importArchive = coreCommand({
  summary: 'Import files other than rpms into a build',
  usage: '<build-id|n-v-r> <archive_path> [<archive_path2 ...]',
  options: {
    noprogress: noprogressOption,
    createBuild: flag('--create-build', 'make the build if it is missing'),
    link: flag('--link', "put the files into the hub's folder by hard links instead of uploading them"),
    type: text('--type', { help: 'type of the files: maven, win, image' }),
    typeInfo: text('--type-info', {
      help:
        'what there is to know of them: the path of a .pom file (maven), ' +
        'relpath:platforms[:flags] (win), an architecture (image)',
    }),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [word, ...files] = args;
    if (word === undefined || files.length === 0) {
      throw new UsageError('You must specify a build ID or N-V-R and an archive to import');
    }
    await context.activateSession();
    const kind = await archiveKind(hub, options.type, options.typeInfo);
    const known = await hub.call('getBuild', { buildInfo: idOrName(word) });
    if (!known && !options.createBuild) throw new UsageError(`No such build: ${word}`);
    const build = known ?? (await makeBuild(hub, word, kind));
    const progress = showsProgress(options);
    for (const file of files) {
      const name = basename(file);
      print(`Uploading archive: ${name}`);
      const folder = uniquePath('cli-import');
      const filepath = options.link
        ? linkFile(context, file, folder)
        : await uploadFile(context, file, folder, progress);
      print();
      await hub.call('importArchive', {
        filepath,
        buildinfo: build,
        type: kind.type,
        typeInfo: typeInfoOf(kind),
      });
      print(`Imported: ${name}`);
    }
  },
});

async function makeBuild(hub: HubSession, nvr: string, kind: ArchiveKind): Promise<BuildReference> {
  const { name, version, release, epoch } = parseNvr(nvr);
  const build = { name, version, release, epoch: epoch === '' ? null : Number(epoch) };
  if (kind.type === 'maven') {
    await hub.call('createMavenBuild', { build_info: build, maven_info: { ...kind.info } });
  } else if (kind.type === 'win') {
    // Nobody knows where it was built.
    await hub.call('createWinBuild', { build_info: build, win_info: { platform: 'import' } });
  } else await hub.call('createImageBuild', { build_info: build });
  return build;
}
