import { text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { buildChrootImage, checkVolumeId, imageOptions } from '../../images/chroot-image.js';

export const spinLivecd = coreCommand({
  summary: 'Make a live CD from a kickstart file',
  usage: '[options] <name> <version> <target> <arch> <kickstart-file>',
  options: { ...imageOptions, volid: text('--volid', { help: 'volume id of the disc' }) },
  async run(context) {
    const { args, options, print } = context;
    print('spin-livecd is deprecated and will be replaced with spin-livemedia');
    if (args.length !== 5) {
      throw new UsageError(
        'Five arguments are required: a name, a version, an architecture, ' +
          'a build target, and a relative path to a kickstart file.',
      );
    }
    const { volid } = options;
    checkVolumeId(volid);
    return buildChrootImage(context, 'livecd', options, volid === undefined ? {} : { volid });
  },
});
