import { flag, list, pairs, text, textOr } from '@kojikit/command-line';
import type { Struct } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { uniquePath } from '../../files/unique-path.js';
import { showsProgress, uploadFile } from '../../files/upload-file.js';
import { imageFromFile, imageFromLine, type DiskImage, type ImageDetails } from '../../images/disk-image.js';
import { requireTarget } from '../../targets/usable-target.js';
import { BACKGROUND_PRIORITY, followTask } from '../../tasks/announce-task.js';
import { buildTaskOptions, noprogressOption } from '../../tasks/build-options.js';

const FORMATS =
  'vmdk, qcow, qcow2, vdi, vpc, rhevm-ova, vsphere-ova, vagrant-virtualbox, vagrant-libvirt, ' +
  'vagrant-vmware-fusion, vagrant-hyperv, docker, raw-xz, liveimg-squashfs, tar-gz';
const DISK_SIZE = 10;

export const imageBuild = coreCommand({
  summary: 'Make a disk image from an install tree',
  usage:
    '[options] <name> <version> <target> <install-tree-url> <arch> [<arch> ...]\n' +
    '       koji image-build --config <FILE>',
  options: {
    config: text('--config', { metavar: 'FILE', help: 'take all of this from a file' }),
    diskSize: text('--disk-size', { metavar: 'GIGABYTES', help: 'size of the disk (10)' }),
    distro: text('--distro', {
      help: 'distribution of the image: RHEL-X.Y, CentOS-X.Y, SL-X.Y or Fedora-NN',
    }),
    format: list('--format', {
      help: `format of the image, raw as well only where it is asked for: ${FORMATS}`,
    }),
    kickstart: text('--kickstart', { metavar: 'FILE', help: 'the kickstart file' }),
    ksurl: text('--ksurl', { metavar: 'SCMURL', help: 'SCM URL of what the kickstart file lies in' }),
    ksversion: text('--ksversion', {
      metavar: 'VERSION',
      help: 'version of the syntax of the kickstart file',
    }),
    noprogress: noprogressOption,
    noVerifySsl: flag(
      '--noverifyssl',
      'trust any certificate of install tree and repos, if the builder allows it',
    ),
    ovaOptions: list('--ova-option', {
      metavar: 'NAME=VALUE',
      help: 'a value in the description of the OVA',
    }),
    factoryParameters: pairs('--factory-parameter', {
      metavar: 'NAME VALUE',
      help: 'a parameter of Image Factory',
    }),
    release: text('--release', { help: 'release of the image' }),
    repo: list('--repo', { help: "install from this repo instead of the build tag's" }),
    scratch: flag('--scratch', 'make a scratch image'),
    skipTag: flag('--skip-tag', 'do not tag the build'),
    optionalArches: textOr('', '--can-fail', {
      metavar: 'ARCH1,ARCH2,...',
      help: 'architectures that the build may do without',
    }),
    specfile: text('--specfile', {
      metavar: 'URL',
      help: 'SCM URL of a spec file fragment for wrapper rpms',
    }),
    ...buildTaskOptions,
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const details: ImageDetails = { ...options, diskSize: options.diskSize ?? DISK_SIZE };
    const image = options.config ? imageFromFile(options.config, details) : imageFromLine(args, details);
    const { name, version, target, arches, installTree, ksurl, kickstart } = image;
    if (!ksurl && !kickstart) throw new UsageError('You must specify --kickstart');
    if (!image.distro) {
      throw new UsageError('You must specify --distro. Examples: Fedora-16, RHEL-6.4, SL-6.4 or CentOS-6.4');
    }
    await context.activateSession();
    await requireTarget(hub, target);
    let found = kickstart;
    if (!ksurl && kickstart) {
      const progress = showsProgress({ noprogress: image.noprogress ?? false });
      found = `work/${await uploadFile(context, kickstart, uniquePath('cli-image'), progress)}`;
      print();
    }
    const id = await hub.call('buildImageOz', {
      name,
      version,
      arches: arches.map(canonArch),
      target,
      inst_tree: installTree,
      opts: hubOptions({ ...image, kickstart: found }),
      priority: image.background ? BACKGROUND_PRIORITY : null,
    });
    return followTask(context, id, { wait: image.wait });
  },
});

/** What the hub is told of an image; what is not said is left out. */
function hubOptions(image: DiskImage): Struct {
  const { repo = [], ovaOptions = [], factoryParameters = [] } = image;
  const all: Struct = {
    ksurl: image.ksurl,
    ksversion: image.ksversion,
    kickstart: image.kickstart,
    scratch: image.scratch || undefined,
    repo: repo.length > 0 ? repo : undefined,
    release: image.release,
    skip_tag: image.skipTag || undefined,
    specfile: image.specfile,
    distro: image.distro,
    format: image.format,
    disk_size: image.diskSize,
    ova_option: ovaOptions.length > 0 ? ovaOptions : undefined,
    factory_parameter: factoryParameters.length > 0 ? factoryParameters : undefined,
    optional_arches: image.optionalArches,
    noverifyssl: image.noVerifySsl || undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
