import { list, text, flag } from '@kojikit/command-line';
import type { Struct } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import type { CommandContext } from '../command.js';
import { UsageError } from '../errors.js';
import { uniquePath } from '../files/unique-path.js';
import { showsProgress, uploadFile } from '../files/upload-file.js';
import { requireTarget } from '../targets/usable-target.js';
import { BACKGROUND_PRIORITY, followTask } from '../tasks/announce-task.js';
import { buildTaskOptions, noprogressOption } from '../tasks/build-options.js';

/** The kinds of images that are made in a build root from a kickstart file. */
export type ChrootImage = 'livecd' | 'livemedia' | 'appliance';

/** Longest name of a volume on a disc. */
const LONGEST_VOLUME_ID = 32;

/** Options of all of them. */
export const imageOptions = {
  noprogress: noprogressOption,
  ksurl: text('--ksurl', { metavar: 'SCMURL', help: 'SCM URL of what the kickstart file lies in' }),
  ksversion: text('--ksversion', { metavar: 'VERSION', help: 'version of the syntax of the kickstart file' }),
  scratch: flag('--scratch', 'make a scratch image'),
  repo: list('--repo', { help: "install from this repo instead of the build tag's" }),
  release: text('--release', { help: 'release of the image' }),
  specfile: text('--specfile', { metavar: 'URL', help: 'SCM URL of a spec file fragment for wrapper rpms' }),
  skipTag: flag('--skip-tag', 'do not tag the build'),
  ...buildTaskOptions,
};

/** What `imageOptions` give. */
export interface ImageChoice {
  noprogress: boolean;
  ksurl?: string;
  ksversion?: string;
  scratch: boolean;
  repo: readonly string[];
  release?: string;
  specfile?: string;
  skipTag: boolean;
  wait?: boolean;
  background: boolean;
}

/** The volume id of a disc, if one is given. Throws UsageError when it is too long. */
export function checkVolumeId(id: string | undefined): void {
  if (id !== undefined && [...id].length > LONGEST_VOLUME_ID) {
    throw new UsageError('Volume ID has a maximum length of 32 characters');
  }
}

/**
 * Makes the task for an image from name, version, target, architecture and kickstart file, which is uploaded unless it lies
 * in an SCM.
 *
 * @param special options of this kind of image alone
 */
export async function buildChrootImage(
  context: CommandContext,
  kind: ChrootImage,
  choice: ImageChoice,
  special: Struct,
): Promise<number> {
  const { args, hub, print } = context;
  const [name = '', version = '', target = '', arches = '', kickstart = ''] = args;
  await context.activateSession();
  await requireTarget(hub, target);
  let ksfile = kickstart;
  if (!choice.ksurl) {
    ksfile = await uploadFile(context, kickstart, uniquePath(`cli-${kind}`), showsProgress(choice));
    print();
  }
  const { ksurl, ksversion, release, repo, scratch, specfile } = choice;
  const id = await hub.call('buildImage', {
    name,
    version,
    // Live media alone are made for several at once.
    arch: kind === 'livemedia' ? arches.split(',').map(canonArch) : canonArch(arches),
    target,
    ksfile,
    img_type: kind,
    opts: {
      ...(ksurl !== undefined && { ksurl }),
      ...(ksversion !== undefined && { ksversion }),
      ...(release !== undefined && { release }),
      ...(repo.length > 0 && { repo }),
      ...(scratch && { scratch }),
      ...(choice.skipTag && { skip_tag: true }),
      ...(specfile !== undefined && { specfile }),
      ...special,
    },
    priority: choice.background ? BACKGROUND_PRIORITY : null,
  });
  return followTask(context, id, { wait: choice.wait });
}
