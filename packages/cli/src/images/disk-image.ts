import { UsageError } from '../errors.js';
import { ImageConfig } from './image-config.js';

/** What an image of image-build is to be. */
export interface DiskImage {
  readonly name: string;
  readonly version: string;
  readonly target: string;
  readonly installTree: string;
  readonly arches: readonly string[];
  readonly ksurl?: string;
  readonly ksversion?: string;
  /** A file here, or one in the SCM. */
  readonly kickstart?: string;
  readonly scratch?: boolean;
  readonly repo?: readonly string[];
  readonly release?: string;
  readonly skipTag?: boolean;
  readonly specfile?: string;
  readonly distro?: string;
  readonly format: readonly string[];
  readonly diskSize: number | string;
  readonly ovaOptions?: readonly string[];
  readonly factoryParameters?: ReadonlyArray<readonly [string, string]>;
  readonly optionalArches: string | readonly string[];
  readonly noVerifySsl?: boolean;
  readonly noprogress?: boolean;
  readonly background?: boolean;
  readonly wait?: boolean;
}

/** The part of it that options tell. */
export type ImageDetails = Omit<DiskImage, 'name' | 'version' | 'target' | 'installTree' | 'arches'>;

/** An image of the command line's arguments. Throws UsageError. */
export function imageFromLine(args: readonly string[], details: ImageDetails): DiskImage {
  const [name, version, target, installTree, ...arches] = args;
  if (
    name === undefined ||
    version === undefined ||
    target === undefined ||
    installTree === undefined ||
    arches.length === 0
  ) {
    throw new UsageError(
      'At least five arguments are required: a name, a version, ' +
        'a build target, a URL to an install tree, and 1 or more architectures.',
    );
  }
  return { ...details, name, version, target, installTree, arches };
}

/** An image that a file describes; where it is silent, the options count. Throws UsageError, ConfigurationError. */
export function imageFromFile(file: string, details: ImageDetails): DiskImage {
  const config = ImageConfig.read(file, 'image-build');
  return {
    name: config.required('name'),
    version: config.required('version'),
    target: config.required('target'),
    installTree: config.required('install_tree'),
    arches: config.required('arches').split(','),
    ksurl: config.text('ksurl') ?? details.ksurl,
    ksversion: config.text('ksversion') ?? details.ksversion,
    kickstart: config.text('kickstart') ?? details.kickstart,
    scratch: config.bool('scratch') ?? details.scratch,
    repo: config.list('repo') ?? details.repo,
    release: config.text('release') ?? details.release,
    skipTag: config.bool('skip_tag') ?? details.skipTag,
    specfile: config.text('specfile') ?? details.specfile,
    distro: config.text('distro') ?? details.distro,
    format: config.list('format') ?? details.format,
    diskSize: config.text('disk_size') ?? details.diskSize,
    ovaOptions: config.others('ova-options')?.map(([key, value]) => `${key}=${value}`) ?? details.ovaOptions,
    factoryParameters: config.others('factory-parameters') ?? details.factoryParameters,
    optionalArches: config.list('can_fail') ?? details.optionalArches,
    noVerifySsl: config.bool('noverifyssl') ?? details.noVerifySsl,
    noprogress: config.bool('noprogress') ?? details.noprogress,
    background: config.bool('background') ?? details.background,
    wait: config.bool('wait') ?? details.wait,
  };
}
