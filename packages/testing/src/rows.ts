import { asHub, type Hub } from '@kojikit/hub-core';
import type { Context } from '@kojikit/hub-core/plugin';
import {
  BUILD_STATES,
  BUILDROOT_STATES,
  BUILDROOT_TYPES,
  encodeCall,
  REPO_STATES,
  TASK_STATES,
  USER_TYPES,
} from '@kojikit/protocol';
import sql from 'sql-template-tag';

/** What most factories answer: enough to refer to the row. */
export interface NamedRow {
  readonly id: number;
  readonly name: string;
}

/** What a tag should be; the rest is made up. */
export interface TagValues {
  readonly name?: string;
  /** By blanks. Default: none. */
  readonly arches?: string;
  readonly locked?: boolean;
  /** Ids of the tags it inherits from, the most important first. */
  readonly parents?: readonly number[];
  /** Names of packages that are listed in it, owned by kojiadmin. */
  readonly packages?: readonly string[];
}

/** What a build should be; the rest is made up. */
export interface BuildValues {
  /** The package's name; the package is made when it is missing. */
  readonly name?: string;
  readonly version?: string;
  readonly release?: string;
  readonly epoch?: number;
  /** One of BUILD_STATES. Default: COMPLETE. */
  readonly state?: number;
  /** A user id. Default: 1, kojiadmin. */
  readonly owner?: number;
  readonly taskId?: number;
  /** Ids of the tags it is in, first tagged first. */
  readonly tags?: readonly number[];
}

/** What a task should be; the rest is made up. */
export interface TaskValues {
  /** Default: `sleep`. */
  readonly method?: string;
  /** Positional parameters. Default: `[1]`. */
  readonly params?: readonly unknown[];
  /** One of TASK_STATES. Default: FREE. */
  readonly state?: number;
  readonly owner?: number;
  readonly hostId?: number;
  readonly parent?: number;
  readonly label?: string;
  /** Default: 1, the channel `default`. */
  readonly channelId?: number;
  /** Default: `noarch`. */
  readonly arch?: string;
  /** Default: 20. */
  readonly priority?: number;
  readonly weight?: number;
}

/** What a builder should be; the rest is made up. */
export interface HostValues {
  readonly name?: string;
  /** By blanks. Default: `x86_64`. */
  readonly arches?: string;
  readonly capacity?: number;
  readonly enabled?: boolean;
  /** Channel ids. Default: `[1]`, the channel `default`. */
  readonly channels?: readonly number[];
}

/** What a repo should be; the rest is made up. */
export interface RepoValues {
  /** The id of its tag. */
  readonly tag: number;
  /** One of REPO_STATES. Default: READY. */
  readonly state?: number;
  readonly taskId?: number;
  /** For distribution. Default: no. */
  readonly dist?: boolean;
  /** Options that differ from those of the tag. Default: none. */
  readonly customOptions?: Readonly<Record<string, boolean>>;
}

/** What a build root should be: ids of the rows that it refers to. */
export interface BuildrootValues {
  readonly repo: number;
  readonly task: number;
  readonly host: number;
  /** One of BUILDROOT_STATES. Default: BUILDING. */
  readonly state?: number;
  /** Default: `x86_64`. */
  readonly arch?: string;
}

/** The moment at which rows of this package began and ended, where a column wants one. */
const MOMENT = '2026-01-02 03:04:05.000000+00:00';

/**
 * Writes rows past the API: what a test needs to be there, but is not about. All values have defaults, and names are
 * numbered (`tag-1`). Each call is a history event of its own, made by kojiadmin.
 */
export class Rows {
  private count = 0;

  constructor(private readonly hub: Hub) {}

  /** A tag with its settings, inheritance and package list. */
  tag({ name, arches, locked = false, parents = [], packages = [] }: TagValues = {}): Promise<NamedRow> {
    return this.write(async (ctx) => {
      const tag = await insertNamed(ctx, 'tag', name ?? this.next('tag'));
      await insertNow(ctx, 'tag_config', { tag_id: tag.id, arches, locked });
      for (const [priority, parent] of parents.entries()) {
        await insertNow(ctx, 'tag_inheritance', {
          tag_id: tag.id,
          parent_id: parent,
          priority,
          pkg_filter: '',
        });
      }
      for (const listed of packages) {
        const { id } = await ensurePackage(ctx, listed);
        await insertNow(ctx, 'tag_packages', { tag_id: tag.id, package_id: id });
        await insertNow(ctx, 'tag_package_owners', { tag_id: tag.id, package_id: id, owner: 1 });
      }
      return tag;
    });
  }

  /** A build with its package. It has no rpms, and is in the given tags whether they list the package or not. */
  build(values: BuildValues = {}): Promise<NamedRow> {
    return this.write(async (ctx) => {
      const { version = '1.0', release = '1', state = BUILD_STATES.COMPLETE, tags = [] } = values;
      const listed = await ensurePackage(ctx, values.name ?? this.next('package'));
      const id = await ctx.db.insertReturningId('build', {
        volume_id: 0,
        pkg_id: listed.id,
        version,
        release,
        epoch: values.epoch,
        state,
        task_id: values.taskId,
        owner: values.owner ?? 1,
        create_event: await ctx.event(),
        start_time: MOMENT,
        completion_time: state === BUILD_STATES.BUILDING ? undefined : MOMENT,
      });
      for (const tag of tags) await insertNow(ctx, 'tag_listing', { build_id: id, tag_id: tag });
      return { id, name: `${listed.name}-${version}-${release}` };
    });
  }

  /** A build target; its tags are made when they are not given. */
  async target({
    name,
    buildTag,
    destTag,
  }: { name?: string; buildTag?: number; destTag?: number } = {}): Promise<NamedRow> {
    const [build, dest] = [buildTag ?? (await this.tag()).id, destTag ?? (await this.tag()).id];
    return this.write(async (ctx) => {
      const target = await insertNamed(ctx, 'build_target', name ?? this.next('target'));
      await insertNow(ctx, 'build_target_config', {
        build_target_id: target.id,
        build_tag: build,
        dest_tag: dest,
      });
      return target;
    });
  }

  /** A task. */
  task(values: TaskValues = {}): Promise<{ id: number }> {
    return this.write(async (ctx) => {
      const state = values.state ?? TASK_STATES.FREE;
      const ended = ([TASK_STATES.CLOSED, TASK_STATES.CANCELED, TASK_STATES.FAILED] as number[]).includes(
        state,
      );
      const id = await ctx.db.insertReturningId('task', {
        state,
        method: values.method ?? 'sleep',
        request: encodeCall(values.method ?? 'sleep', values.params ?? [1]),
        owner: values.owner ?? 1,
        host_id: values.hostId,
        parent: values.parent,
        label: values.label,
        channel_id: values.channelId ?? 1,
        arch: values.arch ?? 'noarch',
        priority: values.priority ?? 20,
        weight: values.weight ?? 1,
        create_time: MOMENT,
        start_time: state === TASK_STATES.FREE ? undefined : MOMENT,
        completion_time: ended ? MOMENT : undefined,
      });
      return { id };
    });
  }

  /** A builder with its user; `userId` may log in as any test user does. */
  host(values: HostValues = {}): Promise<NamedRow & { userId: number }> {
    return this.write(async (ctx) => {
      const name = values.name ?? this.next('host');
      const account = { name, password: 'pw', status: 0, usertype: USER_TYPES.HOST };
      const userId = await ctx.db.insertReturningId('users', account);
      const id = await ctx.db.insertReturningId('host', { user_id: userId, name });
      const { arches = 'x86_64', capacity, enabled, channels = [1] } = values;
      await insertNow(ctx, 'host_config', { host_id: id, arches, capacity, enabled });
      for (const channel of channels)
        await insertNow(ctx, 'host_channels', { host_id: id, channel_id: channel });
      return { id, name, userId };
    });
  }

  /** A repo of a tag that shows its newest event. */
  repo({ tag, ...values }: RepoValues): Promise<{ id: number }> {
    return this.write(async (ctx) => {
      const id = await ctx.db.nextId('repo');
      await ctx.db.insert('repo', {
        id,
        create_event: await ctx.event(),
        tag_id: tag,
        state: values.state ?? REPO_STATES.READY,
        task_id: values.taskId,
        dist: values.dist ?? false,
        opts: ctx.db.dialect.json({}),
        custom_opts: ctx.db.dialect.json({ ...values.customOptions }),
        creation_time: MOMENT,
        state_time: MOMENT,
      });
      return { id };
    });
  }

  /** A build root of a builder, made of a repo for a task. */
  buildroot({ repo, task, host, state, arch }: BuildrootValues): Promise<{ id: number }> {
    return this.write(async (ctx) => {
      const id = await ctx.db.insertReturningId('buildroot', {
        br_type: BUILDROOT_TYPES.STANDARD,
        container_type: 'chroot',
        container_arch: arch ?? 'x86_64',
      });
      await ctx.db.insert('standard_buildroot', {
        buildroot_id: id,
        host_id: host,
        repo_id: repo,
        task_id: task,
        create_event: await ctx.event(),
        state: state ?? BUILDROOT_STATES.BUILDING,
      });
      return { id };
    });
  }

  private next(kind: string): string {
    this.count += 1;
    return `${kind}-${this.count}`;
  }

  private write<T>(body: (ctx: Context) => Promise<T>): Promise<T> {
    return asHub(this.hub.parts, 'test rows', body);
  }
}

async function insertNamed(ctx: Context, table: string, name: string): Promise<NamedRow> {
  return { id: await ctx.db.insertReturningId(table, { name }), name };
}

/** Inserts a row of a versioned table that holds from the call's event on. */
async function insertNow(ctx: Context, table: string, values: Record<string, unknown>): Promise<void> {
  await ctx.db.insert(table, { ...values, create_event: await ctx.event(), creator_id: 1 });
}

async function ensurePackage(ctx: Context, name: string): Promise<NamedRow> {
  const id = await ctx.db.value<number>(sql`SELECT id FROM package WHERE name = ${name}`);
  return id === undefined ? insertNamed(ctx, 'package', name) : { id, name };
}
