import type { HubEvents } from '@kojikit/protocol';
import type { Job } from '../ground/job.js';
import type { Worker } from '../ground/worker.js';
import type { Migration } from '../db/migrations/migration.js';
import type { PolicyTest } from '../ground/policy-test.js';
import type { Context } from '../ground/context.js';
import type { Panel } from '../ground/panel.js';
import type { Method } from '../rpc/method.js';
import type { HubModule, UploadHandler } from '../ground/hub-module.js';
import type { Route } from '../ground/page.js';

interface RegisteredHandler {
  readonly module: string;
  readonly ignoreErrors: boolean;
  readonly handler: (ctx: Context, data: unknown, event: string) => void | Promise<void>;
}

/** Everything that the rooms and plugins of one hub have registered. Two things of one name are refused. */
export class Registry {
  readonly modules: string[] = [];
  readonly methods = new Map<string, Method>();
  readonly policyTests = new Map<string, PolicyTest>();
  readonly migrations: Migration[] = [];
  readonly jobs: Job[] = [];
  readonly workers: Worker[] = [];
  readonly pages: Route[] = [];
  readonly panels = new Map<string, Panel>();
  upload: UploadHandler | undefined;
  /** Channels that have to be there, and which module needs them. */
  readonly neededChannels = new Map<string, string>();
  /** Permissions that have to be there, and which module needs them. */
  readonly neededPermissions = new Map<string, string>();
  private readonly handlers = new Map<string, RegisteredHandler[]>();
  private readonly owners = new Map<string, string>();

  constructor(modules: Iterable<HubModule>) {
    for (const module of modules) this.add(module);
  }

  /** The handlers of an event, in the order their modules were registered. */
  handlersOf(event: keyof HubEvents): readonly RegisteredHandler[] {
    return this.handlers.get(event) ?? [];
  }

  /**
   * Adds what a module brings, but for what is taken. Throws when there was any of that: methods, policy tests, pages,
   * panels or the handler of uploads.
   */
  add(module: HubModule): void {
    const taken: string[] = [];
    const claim = (kind: string, name: string, overrides = false): boolean => {
      const clash = this.claim(module, kind, name, overrides);
      if (clash !== undefined) taken.push(clash);
      return clash === undefined;
    };
    this.modules.push(module.name);
    for (const method of module.methods ?? []) {
      if (claim('method', method.name)) this.methods.set(method.name, method);
    }
    for (const test of module.policyTests ?? []) {
      if (claim('policy test', test.name, test.overrides)) this.policyTests.set(test.name, test);
    }
    this.migrations.push(...(module.migrations ?? []));
    this.jobs.push(...(module.jobs ?? []));
    this.workers.push(...(module.workers ?? []));
    for (const page of module.pages ?? []) if (claim('page', page.path)) this.pages.push(page);
    for (const panel of module.panels ?? []) {
      if (claim('panel', panel.name)) this.panels.set(panel.name, panel);
    }
    if (module.upload && claim('handler of', 'uploads')) this.upload = module.upload;
    for (const name of module.needs?.channels ?? []) this.neededChannels.set(name, module.name);
    for (const name of module.needs?.permissions ?? []) this.neededPermissions.set(name, module.name);
    this.addHandlers(module);
    if (taken.length > 0) throw new Error(taken.join('\n'));
  }

  private addHandlers(module: HubModule): void {
    for (const [event, entry] of Object.entries(module.on ?? {})) {
      const { handler, ignoreErrors } =
        typeof entry === 'function' ? { handler: entry, ignoreErrors: false } : entry;
      const registered = {
        module: module.name,
        ignoreErrors,
        handler: handler as RegisteredHandler['handler'],
      };
      this.handlers.set(event, [...(this.handlers.get(event) ?? []), registered]);
    }
  }

  private claim(module: HubModule, kind: string, name: string, overrides: boolean): string | undefined {
    const key = `${kind} ${name}`;
    const owner = this.owners.get(key);
    if (owner !== undefined && !overrides) {
      return `${module.name} brings a ${key}, which ${owner} has registered already`;
    }
    this.owners.set(key, module.name);
    return undefined;
  }
}
