import { text, textOr } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { buildChrootImage, imageOptions } from '../../images/chroot-image.js';

export const spinAppliance = coreCommand({
  summary: 'Make an appliance from a kickstart file',
  usage: '[options] <name> <version> <target> <arch> <kickstart-file>',
  options: {
    ...imageOptions,
    vmem: text('--vmem', { metavar: 'VMEM', help: 'megabytes of memory (512)' }),
    vcpu: text('--vcpu', { metavar: 'VCPU', help: 'processors (1)' }),
    format: textOr('raw', '--format', {
      metavar: 'DISK_FORMAT',
      help: 'format of the disk: raw (the default), qcow, qcow2 or vmx',
    }),
  },
  async run(context) {
    const { args, options, print } = context;
    print('spin-appliance is deprecated and will be replaced with image-build');
    if (args.length !== 5) {
      throw new UsageError(
        'Five arguments are required: a name, a version, an architecture, ' +
          'a build target, and a relative path to a kickstart file.',
      );
    }
    const { vmem, vcpu, format } = options;
    return buildChrootImage(context, 'appliance', options, {
      format,
      ...(vcpu !== undefined && { vcpu }),
      ...(vmem !== undefined && { vmem }),
    });
  },
});
