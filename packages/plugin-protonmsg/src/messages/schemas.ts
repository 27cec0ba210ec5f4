import { z } from 'zod';

/* Structs may get more members; who reads messages must not mind. Moments are text like `2026-01-02 03:04:05.123456+00:00`, or seconds. */

const tag = z.looseObject({
  id: z.int(),
  name: z.string(),
  arches: z.string().nullable(),
  locked: z.boolean(),
  perm: z.string().nullable(),
  perm_id: z.int().nullable(),
  maven_support: z.boolean(),
  maven_include_all: z.boolean(),
  extra: z.record(z.string(), z.unknown()),
});

const user = z.looseObject({
  id: z.int(),
  name: z.string(),
  status: z.int(),
  usertype: z.int(),
  krb_principals: z.array(z.string()),
});

const build = z.looseObject({
  id: z.int(),
  build_id: z.int(),
  nvr: z.string(),
  name: z.string(),
  version: z.string(),
  release: z.string(),
  epoch: z.int().nullable(),
  state: z.int(),
  draft: z.boolean(),
  task_id: z.int().nullable(),
  package_id: z.int(),
  package_name: z.string(),
  owner_id: z.int(),
  owner_name: z.string(),
  volume_id: z.int(),
  volume_name: z.string(),
  source: z.string().nullable(),
  /** Left out when it is longer than the hub's `extra_limit`. */
  extra: z.record(z.string(), z.unknown()).nullable().optional(),
  creation_event_id: z.int(),
  creation_ts: z.number(),
  start_ts: z.number().nullable(),
  completion_ts: z.number().nullable(),
});

const task = z.looseObject({
  id: z.int(),
  method: z.string(),
  state: z.int(),
  arch: z.string(),
  owner: z.int().nullable(),
  parent: z.int().nullable(),
  label: z.string().nullable(),
  priority: z.int(),
  channel_id: z.int().nullable(),
  /** The parameters; the XML of the call while the task is being made. */
  request: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown()), z.string()]),
});

const taskState = z.enum(['FREE', 'OPEN', 'CLOSED', 'CANCELED', 'ASSIGNED', 'FAILED']);

/** The bodies of messages by their property `type`. */
export const bodySchemas = {
  PackageListChange: z.looseObject({
    action: z.enum(['add', 'update', 'block', 'unblock', 'remove']),
    tag,
    package: z.looseObject({ id: z.int(), name: z.string() }),
    user,
    owner: z.int().nullable().optional(),
    block: z.boolean().optional(),
    extra_arches: z.string().nullable().optional(),
    force: z.boolean().optional(),
    update: z.boolean().optional(),
  }),
  TaskStateChange: z.looseObject({
    attribute: z.literal('state'),
    old: taskState.nullable(),
    new: taskState,
    info: task,
  }),
  BuildStateChange: z.looseObject({
    attribute: z.literal('state'),
    old: z.int().nullable(),
    new: z.int(),
    info: build,
    /** Build type to its own data. */
    btypes: z.record(z.string(), z.unknown()),
  }),
  Import: z.looseObject({ type: z.string(), build }),
  RPMSign: z.looseObject({
    sigkey: z.string(),
    sighash: z.string(),
    build,
    rpm: z.looseObject({
      id: z.int(),
      name: z.string(),
      version: z.string(),
      release: z.string(),
      arch: z.string(),
    }),
  }),
  Tag: z.looseObject({ tag, build, user, force: z.boolean().nullable() }),
  Untag: z.looseObject({
    tag,
    build,
    user,
    force: z.boolean().nullable(),
    strict: z.boolean().nullable(),
  }),
  RepoInit: z.looseObject({
    tag: z.looseObject({ id: z.int(), name: z.string() }),
    repo_id: z.int(),
    event: z.int().nullable(),
    task_id: z.int().nullable(),
  }),
  RepoDone: z.looseObject({
    repo: z.looseObject({ id: z.int(), tag_id: z.int(), tag_name: z.string(), state: z.int() }),
    data: z.record(z.string(), z.unknown()),
    expire: z.boolean(),
    task_id: z.int().nullable(),
  }),
  BuildPromote: z.looseObject({
    build,
    user,
    draft_release: z.string(),
    target_release: z.string(),
  }),
} as const;

/** The kinds of messages: their property `type`. */
export type MessageType = keyof typeof bodySchemas;

/** The parsed body of a message of this kind. */
export type MessageBody<Type extends MessageType = MessageType> = z.infer<(typeof bodySchemas)[Type]>;

/** The JSON schema of the bodies of this kind of message. */
export function jsonSchema(type: MessageType): Record<string, unknown> {
  const schema = z.toJSONSchema(bodySchemas[type], { target: 'draft-2020-12' });
  const { $schema, ...rest } = schema as Record<string, unknown>;
  return { $schema, title: `Koji message ${type}`, ...rest };
}
