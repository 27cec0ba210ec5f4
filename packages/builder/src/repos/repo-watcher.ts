import { setTimeout as pause } from 'node:timers/promises';
import {
  GenericError,
  stateName,
  TASK_STATES,
  type Reference,
  type RepoRequest,
  type RepoRequested,
} from '@kojikit/protocol';
import { parseNvr } from '@kojikit/rpm';
import type { TaskHub } from '../hub/task-hub.js';
import type { Log } from '../tasks/log.js';
import type { RepoInfo } from './repo-info.js';

/** Minutes after which a wait fails. */
const TIMEOUT = 120;
/** Milliseconds between two questions to the hub: a repo is often just being finished, so the first ones come soon. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export interface RepoWish {
  /** The tag in any form that the hub takes. */
  readonly tag: Reference;
  /** Builds that the repo must hold; they need not exist yet. */
  readonly nvrs: readonly string[];
  /** The event at or after which the repo must have been made; `last`: that of the tag's last change. */
  readonly minEvent?: number | 'last' | undefined;
  readonly signal: AbortSignal;
  readonly log: Log;
}

interface Build {
  readonly name: string;
  readonly version: string;
  readonly release: string;
}

async function lastChange(hub: TaskHub, tag: number): Promise<number | undefined> {
  return (await hub.call('tagLastChangeEvent', { tag })) ?? undefined;
}

/** Asks the hub for a repo and waits for it. */
export class RepoWatcher {
  private readonly started = Date.now();
  private delay = FIRST_PAUSE;

  private constructor(
    private readonly hub: TaskHub,
    private readonly wish: RepoWish,
    private readonly tag: { readonly id: number; readonly name: string },
    private readonly builds: readonly Build[],
    private readonly minEvent: number | undefined,
  ) {}

  /** Throws GenericError if there is no such tag, or a build name is none. */
  static async create(hub: TaskHub, wish: RepoWish): Promise<RepoWatcher> {
    const tag = await hub.call('getTag', { tagInfo: wish.tag, strict: true });
    const builds = wish.nvrs.map((nvr) => parseNvr(nvr));
    const minEvent = wish.minEvent === 'last' ? await lastChange(hub, tag.id) : wish.minEvent;
    return new RepoWatcher(hub, wish, tag, builds, minEvent);
  }

  /** A repo that there is by now; if there is none, the arguments of a `waitrepo` task that waits for it. */
  async now(): Promise<{ repo: RepoInfo | undefined; request: readonly unknown[] }> {
    let minEvent = this.minEvent;
    if (this.builds.length === 0 || (await this.hasBuilds(null))) {
      const { repo, request } = await this.request(minEvent);
      if (repo && (await this.isGood(repo))) return { repo, request: [] };
      minEvent ??= request?.min_event ?? undefined;
    }
    return { repo: undefined, request: [this.tag.name, null, [...this.wish.nvrs], minEvent ?? null] };
  }

  /** Waits for a repo that fulfils the wish. */
  async wait(): Promise<RepoInfo> {
    let minEvent = this.minEvent;
    for (;;) {
      if (this.builds.length > 0) {
        await this.waitForBuilds();
        minEvent = await lastChange(this.hub, this.tag.id);
      }
      const answer = await this.request(minEvent);
      const repo = answer.repo ?? (answer.request ? await this.waitForRequest(answer.request) : null);
      if (repo && (await this.isGood(repo))) return repo;
      if (answer.request && !answer.repo) {
        this.wish.log.error('Repo request did not satisfy conditions');
        minEvent = await lastChange(this.hub, this.tag.id);
      }
      await this.pause();
    }
  }

  private async request(minEvent: number | undefined): Promise<RepoRequested> {
    return this.hub.call('repo.request', {
      tag: this.tag.id,
      min_event: minEvent ?? null,
      at_event: null,
      opts: null,
    });
  }

  private async waitForRequest(request: RepoRequest): Promise<RepoInfo> {
    for (;;) {
      const answer = await this.hub.call('repo.checkRequest', { req_id: request.id });
      if (answer.repo) return answer.repo;
      this.checkTimeout(`a new ${this.tag.name} repo`);
      if (!answer.request.active) {
        const { task_id: task, task_state: state } = answer.request;
        if (task) this.wish.log.error(`Task ${task} state is ${stateName(TASK_STATES, state ?? -1)}`);
        throw new GenericError('Repo request no longer active');
      }
      await this.pause();
    }
  }

  private async waitForBuilds(): Promise<void> {
    while (!(await this.hasBuilds(null))) {
      this.checkTimeout(`${this.wish.nvrs.join(', ')} to appear in the ${this.tag.name} repo`);
      await this.pause();
    }
  }

  private async isGood(repo: RepoInfo): Promise<boolean> {
    if (repo.tag_id !== this.tag.id) return false;
    if (this.minEvent !== undefined && repo.create_event < this.minEvent) return false;
    return this.builds.length === 0 || (await this.hasBuilds(repo.create_event));
  }

  private async hasBuilds(event: number | null): Promise<boolean> {
    for (const build of this.builds) {
      const tagged = await this.hub.call('listTagged', {
        tag: this.tag.id,
        event,
        package: build.name,
        inherit: true,
      });
      if (!tagged.some(({ version, release }) => version === build.version && release === build.release)) {
        return false;
      }
    }
    return true;
  }

  private checkTimeout(what: string): void {
    const seconds = Math.floor((Date.now() - this.started) / 1000);
    if (seconds < TIMEOUT * 60) return;
    const duration = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    throw new GenericError(`Unsuccessfully waited ${duration} for ${what}`);
  }

  private async pause(): Promise<void> {
    await pause(this.delay, undefined, { signal: this.wish.signal });
    this.delay = Math.min(this.delay * 1.5, LONGEST_PAUSE);
  }
}
