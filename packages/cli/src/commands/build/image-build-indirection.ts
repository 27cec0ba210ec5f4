import { flag, text } from '@kojikit/command-line';
import { GenericError, type Struct } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import { coreCommand } from '../../core-command.js';
import { uniquePath } from '../../files/unique-path.js';
import { showsProgress, uploadFile } from '../../files/upload-file.js';
import { ImageConfig } from '../../images/image-config.js';
import { requireTarget } from '../../targets/usable-target.js';
import { BACKGROUND_PRIORITY, followTask } from '../../tasks/announce-task.js';
import { buildTaskOptions, noprogressOption } from '../../tasks/build-options.js';

const REQUIRED = ['name', 'version', 'arch', 'target', 'indirection_template', 'results_loc'] as const;
const OPTIONAL = [
  'indirection_template_url',
  'utility_image_task',
  'utility_image_build',
  'base_image_task',
  'base_image_build',
  'release',
] as const;

type Key = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

export const imageBuildIndirection = coreCommand({
  summary: 'Make a disk image out of other disk images',
  usage: '[options]\n       koji image-build-indirection --config <FILE>',
  options: {
    config: text('--config', { metavar: 'FILE', help: 'take all of this from a file' }),
    name: text('--name', { help: 'name of the image' }),
    version: text('--version', { help: 'version of the image' }),
    release: text('--release', { help: 'release of the image' }),
    arch: text('--arch', { help: 'architecture of all images' }),
    target: text('--target', { help: 'build target' }),
    skip_tag: flag('--skip-tag', 'do not tag the build'),
    base_image_task: text('--base-image-task', { metavar: 'ID', help: 'createImage task of the base image' }),
    base_image_build: text('--base-image-build', { metavar: 'BUILD', help: 'build of the base image' }),
    utility_image_task: text('--utility-image-task', {
      metavar: 'ID',
      help: 'createImage task of the utility image',
    }),
    utility_image_build: text('--utility-image-build', {
      metavar: 'BUILD',
      help: 'build of the utility image',
    }),
    indirection_template: text('--indirection-template', {
      metavar: 'FILE',
      help: 'template for the indirection plugin: a file here, or one in the SCM',
    }),
    indirection_template_url: text('--indirection-template-url', {
      metavar: 'SCMURL',
      help: 'SCM URL of what the template lies in',
    }),
    results_loc: text('--results-loc', {
      metavar: 'PATH',
      help: 'where in the working space the results are',
    }),
    scratch: flag('--scratch', 'make a scratch image'),
    noprogress: noprogressOption,
    ...buildTaskOptions,
  },
  async run(context) {
    const { hub, options, print } = context;
    const config = options.config ? ImageConfig.read(options.config, 'image-build-indirection') : undefined;
    const said = (key: Key): string | undefined => config?.text(key) ?? options[key];
    const yes = (key: 'skip_tag' | 'scratch' | 'background' | 'noprogress'): boolean =>
      config?.bool(key) ?? options[key];
    for (const kind of ['utility', 'base'] as const) {
      if (Boolean(said(`${kind}_image_task`)) === Boolean(said(`${kind}_image_build`))) {
        throw new GenericError(`You must specify either a ${kind}-image task or build ID/NVR`);
      }
    }
    const missing = REQUIRED.filter((key) => !said(key));
    if (missing.length > 0) {
      const names = missing.map((key) => `--${key.replaceAll('_', '-')}`).join(' ');
      print(`Missing the following required options: ${names}`);
      throw new GenericError('Missing required options specified above');
    }
    await context.activateSession();
    await requireTarget(hub, said('target') ?? '');
    const opts: Struct = Object.fromEntries(
      [...REQUIRED, ...OPTIONAL].map((key) => [key, said(key) ?? null]),
    );
    opts['arch'] = canonArch(said('arch') ?? '');
    opts['scratch'] = yes('scratch') || null;
    opts['skip_tag'] = yes('skip_tag') || null;
    if (!said('indirection_template_url')) {
      if (!yes('scratch')) {
        throw new GenericError('Non-scratch builds must provide a URL for the indirection template');
      }
      const folder = uniquePath('cli-image-indirection');
      const progress = showsProgress({ noprogress: yes('noprogress') });
      const template = await uploadFile(context, said('indirection_template') ?? '', folder, progress);
      opts['indirection_template'] = `work/${template}`;
      print();
    }
    const priority = yes('background') ? BACKGROUND_PRIORITY : null;
    const id = await hub.call('buildImageIndirection', { opts, priority });
    return followTask(context, id, { wait: config?.bool('wait') ?? options.wait });
  },
});
