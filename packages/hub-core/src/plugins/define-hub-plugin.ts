import type { Logger } from 'pino';
import type { Registry as MetricsRegistry } from 'prom-client';
import type { ZodType } from 'zod';
import type { HubConfig } from '../config/hub-config.js';
import type { Database } from '../db/database.js';
import type { HubModule } from '../ground/hub-module.js';
import type { StateKey } from '../ground/state.js';

/** What a plugin begins its life with. */
export interface PluginStart<Config = unknown> {
  /** What the plugin's own file says; undefined for a plugin without a schema. */
  readonly config: Config;
  /** What hub.conf says. */
  readonly hub: HubConfig;
  /** Transactions are opened and closed per step of the work: on SQLite a request waits for an open one. */
  readonly database: Database;
  /** Names the plugin in every line. */
  readonly log: Logger;
  /** Where to register numbers that the hub shows at `/metrics`. */
  readonly metrics: MetricsRegistry;
  /**
   * Keeps something for as long as the hub lives; handlers and jobs find it as `ctx.state(key)`, workers and pages as
   * `state(key)` of their context and of the hub. Throws when something is kept under the key already.
   */
  keep<State>(key: StateKey<State>, state: State): void;
}

/** What a plugin has opened. */
export interface PluginLife {
  /** Called when the hub closes: no request, job or worker is at work any more, and the database is still open. */
  close(): void | Promise<void>;
}

/**
 * A plugin of the hub: a {@link HubModule} with other names that configurations know it by and a schema for its
 * own configuration file `plugins/<name>.conf`.
 */
export interface HubPlugin<Config = unknown> extends HubModule {
  /** Names that `Plugins` in hub.conf may use besides `name`. */
  readonly aliases?: readonly string[];
  /**
   * Section name to members, as the INI file has them. Defaults make a missing file fine; a schema that takes `undefined`
   * says with it what holds without a file, where an empty one is a mistake.
   */
  readonly config?: ZodType<Config>;
  /** What it means that there is no file: a warning at the start and of `koji-hub check`. */
  readonly withoutFile?: string;
  /**
   * Begins the plugin's life in a hub: makes what its handlers, jobs and workers share, and keeps it under a key by which
   * they find it. Called once per hub, in every process of it, when the schema is up to date and before the first request;
   * also by the commands of `koji-hub` that write. It should start no work: that is for workers and jobs. Left out, or
   * returning nothing: there is nothing to close. What it throws keeps the hub from starting.
   */
  setup?(start: PluginStart<Config>): void | PluginLife | Promise<void | PluginLife>;
}

/**
 * Declares a hub plugin. The value is the default export of the package's `./hub` entry.
 * @example
 * export default defineHubPlugin({ name: 'hello', methods: [hello] });
 */
export function defineHubPlugin<Config = unknown>(plugin: HubPlugin<Config>): HubPlugin<Config> {
  return plugin;
}
