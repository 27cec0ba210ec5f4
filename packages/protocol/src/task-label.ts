import { parseTaskParams } from './task-params.js';

type Params = Readonly<Record<string, unknown>>;
type Describe = (params: Params) => string;

/** A task as listings show it: `buildArch (foo-1.0-1.src.rpm, x86_64)`. Never throws. */
export function taskLabel(task: { method: string; arch?: string | null; request?: unknown }): string {
  const { method, arch } = task;
  let params: Params;
  try {
    params = parseTaskParams(method, Array.isArray(task.request) ? task.request : []);
  } catch (error) {
    const known = error instanceof Error && error.name !== 'UnknownTaskMethod';
    return known ? `${method} (${arch}, unknown args)` : `${method} (${arch})`;
  }
  try {
    const described = Object.hasOwn(DESCRIBE, method) ? DESCRIBE[method]?.(params) : undefined;
    return `${method} (${described === undefined || described === '' ? arch : described})`;
  } catch {
    return 'malformed task';
  }
}

const text = (value: unknown): string => {
  if (value === null || value === undefined) return 'None';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
};

/** The name of something that is given by name or as a struct. */
const nameOf = (value: unknown): string => text(isStruct(value) ? value['name'] : value);

const member = (value: unknown, name: string): unknown => {
  if (!isStruct(value)) throw new TypeError(`no struct with ${name}`);
  return value[name];
};

function isStruct(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Repository, module and revision of a source URL: `/repo:module:revision`. */
function moduleInfo(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const query = url.indexOf('?');
  const hash = url.indexOf('#');
  const revision = url.slice(hash + 1);
  if (query < 0) return `${url.slice(start, hash)}:${revision}`;
  return `${url.slice(start, query)}:${url.slice(query + 1, hash)}:${revision}`;
}

function sourceOf(source: unknown): string {
  const name = text(source);
  return name.includes('://') ? moduleInfo(name) : basename(name);
}

/** Name-version-release of a build row. */
function buildLabel(build: unknown): string {
  const name = member(build, 'package_name') ?? member(build, 'name');
  return `${text(name)}-${text(member(build, 'version'))}-${text(member(build, 'release'))}`;
}

const describeBuild: Describe = (params) =>
  `${nameOf(params['target'] ?? params['build_tag'])}, ${sourceOf(params['src'] ?? params['url'])}`;

const describeImage: Describe = (params) =>
  `${text(params['arch'] ?? params['arches'])}, ${text(params['name'])}-${text(params['version'])}, ${text(
    params['ksfile'] ?? params['inst_tree'],
  )}`;

const describeCreateImage: Describe = (params) =>
  [
    text(member(params['target_info'], 'name')),
    `${text(params['name'])}-${text(params['version'])}-${text(params['release'])}`,
    text(params['ksfile'] ?? params['inst_tree']),
    text(params['arch']),
  ].join(', ');

const describeTag: Describe = (params) => nameOf(params['tag']);
const describeHost: Describe = (params) => text(member(params['host'], 'name'));

/** What stands in parentheses, by method; other methods show their arch. */
const DESCRIBE: Readonly<Record<string, Describe>> = {
  build: describeBuild,
  maven: describeBuild,
  indirectionimage: ({ opts }) =>
    ['name', 'version', 'release'].map((name) => text(member(opts, name))).join(', '),
  buildSRPMFromSCM: ({ url }) => moduleInfo(text(url)),
  buildArch: ({ pkg, arch }) => `${basename(nameOf(pkg))}, ${text(arch)}`,
  buildMaven: (params) => text(member(params['build_tag'], 'name')),
  wrapperRPM: (params) => {
    const target = text(member(params['build_target'], 'name'));
    return params['build'] ? `${target}, ${buildLabel(params['build'])}` : target;
  },
  winbuild: (params) => `${nameOf(params['target'])}, ${moduleInfo(text(params['source_url']))}`,
  vmExec: ({ name }) => text(name),
  buildNotification: ({ build }) => buildLabel(build),
  newRepo: describeTag,
  distRepo: describeTag,
  createrepo: ({ arch }) => text(arch),
  createdistrepo: (params) => `${text(params['repo_id'])}, ${text(params['arch'])}`,
  dependantTask: (params) => (params['task_list'] as unknown[][]).map((task) => text(task[0])).join(', '),
  chainbuild: ({ target }) => nameOf(target),
  chainmaven: ({ target }) => nameOf(target),
  waitrepo: (params) => {
    const { nvrs } = params;
    return Array.isArray(nvrs) ? `${describeTag(params)}, ${nvrs.map(text).join(', ')}` : describeTag(params);
  },
  livecd: describeImage,
  appliance: describeImage,
  image: describeImage,
  livemedia: describeImage,
  createLiveCD: describeCreateImage,
  createAppliance: describeCreateImage,
  createImage: describeCreateImage,
  createLiveMedia: describeCreateImage,
  restart: describeHost,
  restartVerify: describeHost,
};
