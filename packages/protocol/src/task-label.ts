import { basename } from 'node:path/posix';
import { buildLabel } from './build-label.js';
import { isStruct } from './codec/is-struct.js';
import { isFault } from './faults.js';
import { pythonText } from './python-text.js';
import { memberOf, structOf } from './struct-members.js';
import { parseTaskParams, UnknownTaskMethod } from './task-params.js';

type Params = Record<string, unknown>;
type Describe = (params: Params) => string;

/**
 * One line for a task: its method and what it works on, `buildArch (foo-1-1.src.rpm, x86_64)`, or its arch where the
 * parameters tell nothing. Never throws: requests of other programs may hold anything.
 */
export function taskLabel(task: { method: string; arch?: string | null; request?: unknown }): string {
  const { method, arch, request } = task;
  let params: Params;
  try {
    params = parseTaskParams(method, Array.isArray(request) ? request : []);
  } catch (error) {
    if (isFault(error, 'ParameterError')) return `${method} (${arch}, unknown args)`;
    // A plugin's task: what its parameters mean is not known here, so only those tasks are shown by arch.
    if (!(error instanceof UnknownTaskMethod)) return 'malformed task';
    return Object.hasOwn(DESCRIPTIONS, method) ? 'malformed task' : `${method} (${arch})`;
  }
  try {
    const extra = Object.hasOwn(DESCRIPTIONS, method) ? (DESCRIPTIONS[method] as Describe)(params) : '';
    return `${method} (${extra || arch})`;
  } catch {
    return 'malformed task';
  }
}

const sourceAndTarget: Describe = (params) => {
  const source = String(params['src'] ?? params['url']);
  const target = nameOrText(params['target'] ?? params['build_tag']);
  return `${target}, ${source.includes('://') ? moduleInfo(source) : basename(source)}`;
};
const target: Describe = (params) => nameOrText(params['target']);
const tag: Describe = (params) => nameOrText(params['tag']);
const imageOfTarget: Describe = (params) =>
  [
    params['arch'] ?? params['arches'],
    `${pythonText(params['name'])}-${pythonText(params['version'])}`,
    params['ksfile'] ?? params['inst_tree'],
  ]
    .map(pythonText)
    .join(', ');
const imageTask: Describe = (params) =>
  [
    memberOf(params['target_info'], 'name'),
    ['name', 'version', 'release'].map((key) => pythonText(params[key])).join('-'),
    params['ksfile'] ?? params['inst_tree'],
    params['arch'],
  ]
    .map(pythonText)
    .join(', ');

const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  build: sourceAndTarget,
  maven: sourceAndTarget,
  indirectionimage: (params) =>
    ['name', 'version', 'release'].map((key) => pythonText(memberOf(params['opts'], key))).join(', '),
  buildSRPMFromSCM: (params) => moduleInfo(String(params['url'])),
  buildArch: (params) => {
    const source = isStruct(params['pkg']) ? params['pkg']['name'] : params['pkg'];
    return `${basename(String(source))}, ${pythonText(params['arch'])}`;
  },
  buildMaven: (params) => pythonText(memberOf(params['build_tag'], 'name')),
  wrapperRPM: (params) => {
    const name = pythonText(memberOf(params['build_target'], 'name'));
    return isStruct(params['build']) ? `${name}, ${buildLabel(params['build'])}` : name;
  },
  winbuild: (params) => `${nameOrText(params['target'])}, ${moduleInfo(String(params['source_url']))}`,
  vmExec: (params) => pythonText(params['name']),
  buildNotification: (params) => buildLabel(structOf(params['build'])),
  newRepo: tag,
  distRepo: tag,
  createrepo: (params) => pythonText(params['arch']),
  createdistrepo: (params) => `${pythonText(params['repo_id'])}, ${pythonText(params['arch'])}`,
  // A text where a list should be counts as its letters, as it does for Koji.
  dependantTask: (params) =>
    [...(params['task_list'] as Iterable<unknown[] | string>)]
      .map(([subtask]) => pythonText(subtask))
      .join(', '),
  chainbuild: target,
  chainmaven: target,
  waitrepo: (params) => {
    const builds = params['nvrs'];
    return Array.isArray(builds) ? `${tag(params)}, ${builds.join(', ')}` : tag(params);
  },
  livecd: imageOfTarget,
  appliance: imageOfTarget,
  image: imageOfTarget,
  livemedia: imageOfTarget,
  createLiveCD: imageTask,
  createAppliance: imageTask,
  createImage: imageTask,
  createLiveMedia: imageTask,
  restart: (params) => pythonText(memberOf(params['host'], 'name')),
  restartVerify: (params) => pythonText(memberOf(params['host'], 'name')),
};

/** Repository, module and revision of a source URL. */
function moduleInfo(url: string): string {
  const question = url.indexOf('?');
  const hash = url.indexOf('#');
  const module = question < 0 ? '' : url.slice(question + 1, hash < 0 ? -1 : hash);
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = question < 0 ? hash : question;
  const repository = url.slice(start, end);
  const revision = url.slice(hash + 1);
  return module === '' ? `${repository}:${revision}` : `${repository}:${module}:${revision}`;
}

function nameOrText(value: unknown): string {
  return pythonText(isStruct(value) ? memberOf(value, 'name') : value);
}
