import { flag, list, text, textOr } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { buildChrootImage, checkVolumeId, imageOptions } from '../../images/chroot-image.js';

export const spinLivemedia = coreCommand({
  summary: 'Make live media from a kickstart file',
  usage: '[options] <name> <version> <target> <arch> <kickstart-file>',
  options: {
    ...imageOptions,
    installTreeUrl: text('--install-tree-url', { metavar: 'URL', help: 'URL of the install tree' }),
    volid: text('--volid', { help: 'volume id of the disc' }),
    optionalArches: textOr('', '--can-fail', {
      metavar: 'ARCH1,ARCH2,...',
      help: 'architectures that the build may do without',
    }),
    loraxDir: text('--lorax_dir', { metavar: 'DIR', help: 'folder of the lorax templates in lorax_url' }),
    loraxUrl: text('--lorax_url', { metavar: 'URL', help: 'SCM URL of own lorax templates' }),
    nomacboot: flag('--nomacboot', 'call livemedia-creator with --nomacboot'),
    ksrepo: flag('--ksrepo', 'leave the repos of the kickstart file as they are'),
    squashfsOnly: flag('--squashfs-only', 'make a plain squashfs'),
    compressArgs: list('--compress-arg', { metavar: 'ARG OPT', help: 'how to compress' }),
  },
  async run(context) {
    const { args, options } = context;
    const { installTreeUrl, volid, loraxDir, loraxUrl, nomacboot, ksrepo, squashfsOnly } = options;
    if (args.length !== 5) {
      throw new UsageError(
        'Five arguments are required: a name, a version, a build target, ' +
          'an architecture, and a relative path to a kickstart file.',
      );
    }
    if (loraxUrl !== undefined && loraxDir === undefined) {
      throw new UsageError('The "--lorax_url" option requires that "--lorax_dir" also be used.');
    }
    checkVolumeId(volid);
    return buildChrootImage(context, 'livemedia', options, {
      ...(installTreeUrl !== undefined && { install_tree_url: installTreeUrl }),
      ...(volid !== undefined && { volid }),
      optional_arches: options.optionalArches.split(','),
      ...(loraxDir !== undefined && { lorax_dir: loraxDir }),
      ...(loraxUrl !== undefined && { lorax_url: loraxUrl }),
      ...(nomacboot && { nomacboot }),
      ...(ksrepo && { ksrepo }),
      ...(squashfsOnly && { squashfs_only: true }),
      compress_arg: options.compressArgs,
    });
  },
});
