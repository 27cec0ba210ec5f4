import { BUILD_STATES, type HubEvents } from '@kojikit/protocol';
import { jsonBody } from './json-body.js';
import type { Message, PropertyValue } from './message.js';

/** The events that become messages. */
export const MESSAGE_EVENTS = [
  'postPackageListChange',
  'postTaskStateChange',
  'postBuildStateChange',
  'postImport',
  'postRPMSign',
  'postTag',
  'postUntag',
  'postRepoInit',
  'postRepoDone',
  'postBuildPromote',
] as const satisfies readonly (keyof HubEvents)[];

export type MessageEvent = (typeof MESSAGE_EVENTS)[number];

/** What forming a message needs besides the event. */
export interface FormingOptions {
  /** Length of a build's `extra` as JSON from which on it is left out; 0: no limit. */
  readonly extraLimit: number;
  /** The types of the build of a `postBuildStateChange`. */
  readonly buildTypes?: unknown;
}

type Data = Readonly<Record<string, unknown>>;

/**
 * The message of an event, with the address, properties and body that Koji's plugin gives it; undefined for events that
 * it keeps to itself: changes of other attributes than the state, and imports of unsigned headers.
 */
export function formMessage(
  event: MessageEvent,
  given: object,
  options: FormingOptions,
): Message | undefined {
  const data = given as Data;
  const draft = drafts[event](data, options);
  if (draft === undefined) return undefined;
  const { address, props, body = data } = draft;
  return {
    address,
    props: { type: event.slice('post'.length), ...simple(props) },
    body: jsonBody(withShortExtra(body, options.extraLimit)),
  };
}

interface Draft {
  readonly address: string;
  readonly props: Data;
  /** Default: the event's data. */
  readonly body?: Data;
}

const drafts: Record<MessageEvent, (data: Data, options: FormingOptions) => Draft | undefined> = {
  postPackageListChange: (data) => ({
    address: `package.${String(data['action'])}`,
    props: {
      tag: member(data, 'tag', 'name'),
      package: member(data, 'package', 'name'),
      action: data['action'],
      user: member(data, 'user', 'name'),
    },
  }),
  postTaskStateChange: (data) =>
    data['attribute'] === 'state'
      ? {
          address: `task.${String(data['new']).toLowerCase()}`,
          props: {
            id: member(data, 'info', 'id'),
            parent: member(data, 'info', 'parent'),
            method: member(data, 'info', 'method'),
            attribute: data['attribute'],
            old: data['old'],
            new: data['new'],
          },
        }
      : undefined,
  postBuildStateChange: (data, { buildTypes }) =>
    data['attribute'] === 'state'
      ? {
          address: `build.${String(buildState(data['new'])).toLowerCase()}`,
          props: {
            ...nvr(data['info']),
            attribute: data['attribute'],
            old: buildState(data['old']),
            new: buildState(data['new']),
          },
          body: { ...data, btypes: buildTypes ?? {} },
        }
      : undefined,
  postImport: (data) => ({
    address: `import.${String(data['type'])}`,
    props: { importType: data['type'], ...nvr(data['build']) },
  }),
  postRPMSign: (data) =>
    data['sigkey']
      ? {
          address: 'sign.rpm',
          props: {
            sigkey: data['sigkey'],
            ...nvr(data['build']),
            rpm_name: member(data, 'rpm', 'name'),
            rpm_version: member(data, 'rpm', 'version'),
            rpm_release: member(data, 'rpm', 'release'),
            rpm_arch: member(data, 'rpm', 'arch'),
          },
        }
      : undefined,
  postTag: (data) => tagging('build.tag', data),
  postUntag: (data) => tagging('build.untag', data),
  postRepoInit: (data) => ({
    address: 'repo.init',
    props: {
      tag: member(data, 'tag', 'name'),
      repo_id: data['repo_id'],
      task_id: data['task_id'] ?? null,
    },
    body: { ...data, task_id: data['task_id'] ?? null },
  }),
  postRepoDone: (data) => ({
    address: 'repo.done',
    props: {
      tag: member(data, 'repo', 'tag_name'),
      repo_id: member(data, 'repo', 'id'),
      task_id: member(data, 'repo', 'task_id'),
      expire: data['expire'],
    },
    body: { ...data, task_id: data['task_id'] ?? null },
  }),
  postBuildPromote: (data) => ({
    address: 'build.promote',
    props: {
      build_id: member(data, 'build', 'id'),
      ...nvr(data['build']),
      draft_release: data['draft_release'],
      target_release: data['target_release'],
      user: member(data, 'user', 'name'),
    },
  }),
};

function tagging(address: string, data: Data): Draft {
  return {
    address,
    props: {
      tag: member(data, 'tag', 'name'),
      ...nvr(data['build']),
      user: member(data, 'user', 'name'),
    },
  };
}

function nvr(build: unknown): Data {
  const { name, version, release } = (build ?? {}) as Data;
  return { name, version, release };
}

function member(data: Data, name: string, inner: string): unknown {
  return (data[name] as Data | null | undefined)?.[inner];
}

function buildState(state: unknown): unknown {
  const name = Object.entries(BUILD_STATES).find(([, number]) => number === state)?.[0];
  return name ?? state;
}

/** Property values must be simple: anything else would be refused by the broker's library. */
function simple(props: Data): Record<string, PropertyValue> {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      if (value === null || value === undefined) return [name, null];
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        return [name, value];
      }
      return [name, jsonBody(value)];
    }),
  );
}

/** Koji measures `extra` and leaves it out of the build when it is too long. */
function withShortExtra(body: Data, limit: number): Data {
  if (limit === 0) return body;
  const name = 'btypes' in body ? 'info' : 'build';
  const build = body[name] as Data | undefined;
  if (build === undefined || build === null || !('extra' in build)) return body;
  if (jsonBody(build['extra']).length <= limit) return body;
  const rest = Object.fromEntries(Object.entries(build).filter(([key]) => key !== 'extra'));
  return { ...body, [name]: rest };
}
