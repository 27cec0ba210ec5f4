import { writeFile } from 'node:fs/promises';
import { flag, text, textOr } from '@kojikit/command-line';
import { PathInfo } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { mockConfig as writeConfig } from '../../mock/mock-config.js';
import { mockSource } from '../../mock/mock-source.js';
import { tagSettings } from '../../mock/tag-settings.js';

export const mockConfig = coreCommand({
  summary: 'Write a configuration for mock',
  anonymous: true,
  usage: '[options]',
  options: {
    arch: text(['-a', '--arch'], { help: 'the architecture' }),
    name: text(['-n', '--name'], { help: 'the name of the buildroot' }),
    tag: text('--tag', { help: 'for building in this tag' }),
    target: text('--target', { help: 'for building for this target' }),
    task: text('--task', { help: 'like the buildroot of this task' }),
    latest: flag('--latest', 'with the newest repo, whichever that will be'),
    buildroot: text('--buildroot', { help: 'like this buildroot' }),
    mockdir: textOr('/var/lib/mock', '--mockdir', { metavar: 'DIR', help: "folder of mock's buildroots" }),
    topdir: text('--topdir', { metavar: 'DIR', help: "folder of the hub's files; counts before --topurl" }),
    topurl: text('--topurl', { metavar: 'URL', help: "URL of the hub's files" }),
    distribution: textOr('Koji Testing', '--distribution', { help: 'the macro %distribution' }),
    yumProxy: text('--yum-proxy', { help: 'a proxy for the package manager' }),
    file: text('-o', { metavar: 'FILE', help: 'write to this file' }),
  },
  async run(context) {
    const { args, hub, options, settings, print, warn } = context;
    await context.ensureConnection();
    if (args.length > 0 && options.name) throw new UsageError('Name already specified via option');
    const source = await mockSource(context, options);
    const { tag, repo, arch } = source;
    const name = options.name || args[0] || source.name || `${tag}-repo_${repo}`;
    const event =
      repo === 'latest' ? null : (await hub.call('repoInfo', { repo_id: repo, strict: true })).create_event;
    const config = await hub.call('getBuildConfig', { tag, event });
    if (!config.arches) warn(`Tag ${tag} has an empty arch list`);
    else if (!config.arches.includes(arch)) warn(`${arch} is not in the list of tag arches`);
    const top = options.topdir
      ? `file://${options.topdir}`
      : options.topurl || settings.topurl || 'file:///mnt/koji';
    const output = writeConfig({
      name,
      arch,
      basedir: options.mockdir,
      repoUrl: `${new PathInfo(top).repo(repo, tag)}/${arch}`,
      distribution: options.distribution,
      proxy: options.yumProxy,
      ...tagSettings(config.extra, arch),
    });
    if (options.file) await writeFile(options.file, output);
    else print(output);
  },
});
