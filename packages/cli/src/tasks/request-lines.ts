import {
  buildLabel,
  type BuildReference,
  isStruct,
  memberOf,
  pythonRepr,
  pythonText,
  structOf,
  type Task,
  taskLabel,
  type TaskRequest,
} from '@kojikit/protocol';
import { formatTimeLong } from '../output/times.js';
import type { HubSession } from '../session/hub-session.js';

type Struct = Record<string, unknown>;

/** What the request lines of a method are made from. */
interface Request {
  hub: HubSession;
  params: TaskRequest;
  topdir: string;
}

type Describe = (request: Request) => string[] | Promise<string[]>;

/** The parameters of a task in words, for the methods that are known; what cannot be read is said to be so. */
export async function requestLines(
  hub: HubSession,
  { id, method }: Pick<Task, 'id' | 'method'>,
  topdir: string,
): Promise<string[]> {
  try {
    const params = await hub.call('getTaskRequest', { taskId: id });
    const describe = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
    return describe ? await describe({ hub, params, topdir }) : [];
  } catch {
    // Requests of other programs may hold anything; the rest of the task is worth showing still.
    return ['Unable to parse task parameters'];
  }
}

const sourceBuild =
  (title: string): Describe =>
  ({ params }) => [
    `${title}: ${text(at(params, 0))}`,
    `Build Target: ${text(at(params, 1))}`,
    ...optionLines(params[2]),
  ];

const named =
  (titles: readonly string[]): Describe =>
  ({ params }) => [
    ...titles.slice(0, params.length).map((title, index) => `${title}: ${text(params[index])}`),
    ...optionLines(params[titles.length]),
  ];

const imageTask = named([
  'Name',
  'Version',
  'Release',
  'Arch',
  'Target Info',
  'Build Tag',
  'Repo',
  'Kickstart File',
]);
const image = named(['Name', 'Version', 'Arches', 'Target', 'Kickstart']);

const METHODS: Readonly<Record<string, Describe>> = {
  buildSRPMFromCVS: ({ params }) => [`CVS URL: ${text(at(params, 0))}`],
  buildSRPMFromSCM: ({ params }) => [`SCM URL: ${text(at(params, 0))}`],
  buildArch: async ({ hub, params, topdir }) => {
    const tag = await hub.call('getTag', { tagInfo: reference(at(params, 1)) });
    return [
      `SRPM: ${topdir}/work/${text(at(params, 0))}`,
      `Build Tag: ${tag?.name ?? `${text(params[1])} (deleted)`}`,
      `Build Arch: ${text(at(params, 2))}`,
      `SRPM Kept: ${pythonRepr(at(params, 3))}`,
      ...optionLines(params[4]),
    ];
  },
  tagBuild: async ({ hub, params }) => {
    const build = await hub.call('getBuild', { buildInfo: buildReference(at(params, 1)), strict: true });
    const tag = await hub.call('getTag', { tagInfo: reference(at(params, 0)), strict: true });
    return [`Destination Tag: ${tag.name}`, `Build: ${buildLabel(build)}`];
  },
  buildNotification: ({ params }) => [
    `Recipients: ${words(at(params, 0))}`,
    `Build: ${buildLabel(structOf(at(params, 1)))}`,
    `Build Target: ${text(memberOf(at(params, 2), 'name'))}`,
    `Web URL: ${text(at(params, 3))}`,
  ],
  build: sourceBuild('Source'),
  maven: sourceBuild('SCM URL'),
  buildMaven: ({ params }) => [
    `SCM URL: ${text(at(params, 0))}`,
    `Build Tag: ${text(memberOf(at(params, 1), 'name'))}`,
    ...optionLines(params[2]),
  ],
  wrapperRPM: ({ params }) => {
    const [build, task] = [at(params, 2), at(params, 3)];
    return [
      `Spec File URL: ${text(params[0])}`,
      `Build Tag: ${text(memberOf(params[1], 'name'))}`,
      ...(build ? [`Build: ${buildLabel(structOf(build))}`] : []),
      ...(task ? [`Task: ${text(memberOf(task, 'id'))} ${taskLabel(labelled(structOf(task)))}`] : []),
      ...optionLines(params[4]),
    ];
  },
  chainmaven: ({ params }) => [
    'Builds:',
    ...Object.entries(structOf(at(params, 0))).flatMap(([name, options]) => [
      `  ${name}`,
      ...memberLines(structOf(options), '  '),
    ]),
    `Build Target: ${text(at(params, 1))}`,
    ...optionLines(params[2]),
  ],
  winbuild: named(['VM', 'SCM URL', 'Build Target']),
  vmExec: ({ params }) => [
    `VM: ${text(at(params, 0))}`,
    'Exec Params:',
    ...items(at(params, 1)).flatMap((item) =>
      isStruct(item) ? memberLines(item, '  ') : [`  ${text(item)}`],
    ),
    ...optionLines(params[2]),
  ],
  createLiveCD: imageTask,
  createAppliance: imageTask,
  createLiveMedia: imageTask,
  appliance: image,
  livecd: image,
  livemedia: image,
  newRepo: async ({ hub, params }) => [
    `Tag: ${(await hub.call('getTag', { tagInfo: reference(at(params, 0)), strict: true })).name}`,
  ],
  prepRepo: ({ params }) => [`Tag: ${text(memberOf(at(params, 0), 'name'))}`],
  createrepo: ({ params }) => {
    const old = at(params, 2);
    return [
      `Repo ID: ${integer(at(params, 0))}`,
      `Arch: ${text(at(params, 1))}`,
      ...(old
        ? [
            `Old Repo ID: ${integer(memberOf(old, 'id'))}`,
            `Old Repo Creation: ${formatTimeLong(memberOf(old, 'create_ts'))}`,
          ]
        : []),
      ...(params.length > 3
        ? [
            `External Repos: ${items(params[3])
              .map((repo) => text(memberOf(repo, 'external_repo_name')))
              .join(', ')}`,
          ]
        : []),
    ];
  },
  tagNotification: async ({ hub, params }) => {
    const tag = (index: number) =>
      hub.call('getTag', { tagInfo: reference(at(params, index)), strict: true });
    const [into, from] = [await tag(2), params[3] ? await tag(3) : undefined];
    const build = await hub.call('getBuild', { buildInfo: buildReference(at(params, 4)), strict: true });
    const user = await hub.call('getUser', { userInfo: reference(at(params, 5)), strict: true });
    return [
      `Recipients: ${words(at(params, 0))}`,
      `Successful?: ${yesNo(at(params, 1))}`,
      `Tagged Into: ${into.name}`,
      ...(from === undefined ? [] : [`Moved From: ${from.name}`]),
      `Build: ${buildLabel(build)}`,
      `Tagged By: ${user.name}`,
      `Ignore Success?: ${yesNo(at(params, 6))}`,
      ...(at(params, 7) ? [`Failure Message: ${text(params[7])}`] : []),
    ];
  },
  dependantTask: ({ params }) => [
    `Dependant Tasks: ${items(at(params, 0)).map(text).join(', ')}`,
    'Subtasks:',
    ...items(at(params, 1)).flatMap((subtask) => {
      const [method, parameters, options] = items(subtask);
      return [
        `  Method: ${text(method)}`,
        `  Parameters: ${items(parameters).map(text).join(', ')}`,
        ...optionLines(options, '  '),
        '',
      ];
    }),
  ],
  chainbuild: ({ params }) => [
    'Build Groups:',
    ...items(at(params, 0)).map((group, index) => `  ${index + 1}: ${words(group)}`),
    `Build Target: ${text(at(params, 1))}`,
    ...optionLines(params[2]),
  ],
  waitrepo: ({ params }) => [
    `Build Target: ${text(at(params, 0))}`,
    ...(at(params, 1) ? [`Newer Than: ${text(params[1])}`] : []),
    ...(at(params, 2) ? [`NVRs: ${words(params[2])}`] : []),
  ],
};

const text = pythonText;

function optionLines(options: unknown, prefix = ''): string[] {
  if (!isStruct(options) || Object.keys(options).length === 0) {
    if (Array.isArray(options) ? options.length > 0 : Boolean(options) && !isStruct(options)) {
      throw new TypeError('options are a structure');
    }
    return [];
  }
  return [`${prefix}Options:`, ...memberLines(options, prefix)];
}

function memberLines(members: Struct, prefix: string): string[] {
  return Object.entries(members)
    .filter(([key]) => key !== '__starstar')
    .map(([key, value]) => `  ${prefix}${key}: ${text(value)}`);
}

function at(params: readonly unknown[], index: number): unknown {
  if (index >= params.length) throw new RangeError(`there is no parameter ${index}`);
  return params[index];
}

/** What a task in a request is called after. */
function labelled({ method, arch, request }: Struct): Parameters<typeof taskLabel>[0] {
  return { method: text(method), arch: text(arch), ...(Array.isArray(request) && { request }) };
}

/** What names a thing for the hub. */
function reference(value: unknown): number | string | Struct {
  if (typeof value !== 'number' && typeof value !== 'string' && !isStruct(value)) {
    throw new TypeError('a name, an id or a structure is expected');
  }
  return value;
}

/** What names a build for the hub. */
function buildReference(value: unknown): BuildReference {
  if (typeof value === 'number' || typeof value === 'string') return value;
  const [name, version, release] = ['name', 'version', 'release'].map((key) => text(memberOf(value, key)));
  return { name: name ?? null, version: version ?? null, release: release ?? null };
}

/** The items of a list; a text where a list should be counts as its letters, as it does for Koji. */
function items(value: unknown): unknown[] {
  if (typeof value === 'string') return [...value];
  if (!Array.isArray(value)) throw new TypeError('a list is expected');
  return value;
}

function words(value: unknown): string {
  const list = items(value);
  if (list.some((item) => typeof item !== 'string')) throw new TypeError('texts are expected');
  return list.join(', ');
}

function integer(value: unknown): number {
  if (typeof value !== 'number' && typeof value !== 'boolean') throw new TypeError('a number is expected');
  return Math.trunc(Number(value));
}

function yesNo(value: unknown): string {
  return value ? 'yes' : 'no';
}
