import {
  GenericError,
  hubCall,
  pythonRepr,
  pythonText,
  type Repo,
  type RepoCheck,
  type RepoOptions,
  type RepoRequest,
  type RepoRequested,
  stateName,
  type Tag,
  TASK_STATES,
} from '@kojikit/protocol';
import { parseNvr, type Nvr } from '@kojikit/rpm';
import type { HubSession } from '../session/hub-session.js';
import { joinNames } from '../text/join-names.js';
import { Waiter, type Wait } from '../waiting/waiter.js';
import { areInTag } from './builds-in-tag.js';
import { minutesSince } from './minutes-since.js';
import type { RepoWait, RepoWish } from './repo-types.js';

/** Changes of these are told. */
const WATCHED = ['task_id', 'task_state', 'repo_id', 'active', 'tries'] as const;

/** Asks for a repo of a tag and waits for it. */
export class RepoWatcher {
  private readonly builds: readonly Nvr[];
  private readonly waiter: Waiter;
  private start: number | undefined;
  /** Whether the hub has been asked if it can wait for a request. */
  private asked = false;

  private constructor(
    private readonly hub: HubSession,
    private readonly tag: Tag,
    private readonly wish: RepoWish & { minEvent?: number },
    private readonly wait: RepoWait,
  ) {
    this.builds = (wish.builds ?? []).map(parseNvr);
    this.waiter = new Waiter(hub, wait.pollInterval, wait.interrupted);
  }

  static async create(hub: HubSession, tagId: number, wish: RepoWish, wait: RepoWait): Promise<RepoWatcher> {
    const tag = await hub.call('getTag', { tagInfo: tagId, strict: true });
    const minEvent =
      wish.minEvent === 'last'
        ? ((await hub.call('tagLastChangeEvent', { tag: tag.id })) ?? undefined)
        : wish.minEvent;
    return new RepoWatcher(hub, tag, { ...wish, minEvent }, wait);
  }

  /** Asks the hub for the repo once. */
  request(minEvent = this.wish.minEvent): Promise<RepoRequested> {
    this.wait.log.info('Requesting a repo');
    return this.hub.call('repo.request', {
      tag: this.tag.id,
      min_event: minEvent ?? null,
      at_event: this.wish.atEvent ?? null,
      opts: this.wish.opts ?? null,
    });
  }

  /**
   * Waits for the repo. Throws GenericError when it takes too long or cannot be had.
   *
   * @param anonymous request nothing, just look. Requests need a login
   */
  async waitForRepo(anonymous: boolean): Promise<Repo> {
    const { log } = this.wait;
    log.info(`Waiting on repo for ${this.tag.name}`);
    this.start ??= Date.now();
    let { minEvent } = this.wish;
    let request: RepoRequest | undefined;
    for (;;) {
      // Looked for before the repo: a request that ends in between has left its repo then.
      const others = anonymous ? await this.requestOfOthers() : undefined;
      if (request) {
        const repo = await this.waitForRequest(request);
        if (await this.fits(repo)) return repo;
        if (this.wish.atEvent !== undefined) throw new GenericError('Failed at_event request');
        minEvent = await this.lastChange();
        log.error('Repo request did not satisfy conditions');
      } else if (anonymous) {
        const repo = await this.hub.call('repo.get', {
          tag: this.tag.id,
          min_event: minEvent ?? null,
          at_event: this.wish.atEvent ?? null,
          opts: this.wish.opts ?? null,
        });
        if (repo && (await this.fits(repo))) return repo;
      }
      if (this.builds.length > 0) {
        await this.waitForBuilds();
        minEvent = await this.lastChange();
        log.debug('Updated min_event to last change:', minEvent);
      }
      if (!anonymous) {
        const first = request === undefined;
        const check = await this.request(minEvent);
        if (check.repo) {
          if (await this.fits(check.repo)) return check.repo;
        } else if (check.request) {
          request = check.request;
          log.info(`Got request: ${request.id}`);
          if (minEvent === undefined) {
            minEvent = request.min_event ?? undefined;
            log.info(`Updated min_event from hub: ${pythonText(minEvent)}`);
          }
          // A first request is looked at at once. Another one means that its repo did not fit: that takes time to change.
          if (first) continue;
        }
      } else if (this.timedOut()) throw this.noRepo();
      else if (others) {
        await this.waiter.wait(this.endOf(others));
        this.checkInterrupt();
        continue;
      }
      await this.pause();
    }
  }

  /** Waits until a request has its repo. Throws GenericError when it takes too long or the request is given up. */
  async waitForRequest(request: RepoRequest): Promise<Repo> {
    const { log } = this.wait;
    this.start ??= Date.now();
    let last = request;
    for (;;) {
      const check = await this.hub.call('repo.checkRequest', { req_id: request.id });
      log.debug('Request check:', check);
      if (check.repo) return check.repo;
      for (const field of WATCHED) {
        if (last[field] === check.request[field]) continue;
        const [before, after] = [last, check.request].map((row) => fieldText(field, row[field]));
        this.wait.teller?.changed();
        log.info(`Request updated: ${field}: ${before} -> ${after}`);
      }
      last = check.request;
      if (this.timedOut()) throw this.noRepo();
      if (!last.active) {
        if (last.task_id) {
          log.error(`Task ${last.task_id} state is ${stateName(TASK_STATES, last.task_state ?? -1)}`);
        }
        throw new GenericError('Repo request no longer active');
      }
      if (last.task_id) await this.wait.teller?.look([last.task_id]);
      await this.waiter.wait(this.endOf(last));
      this.checkInterrupt();
    }
  }

  // Not longer than Koji's client waits, so that changes of the request are told as soon.
  private endOf({ id }: Pick<RepoRequest, 'id'>): Wait<RepoCheck> {
    return {
      call: (timeout) => hubCall('repo.waitRequest', { req_id: id, timeout }),
      longest: this.wait.pollInterval,
      isNews: (news) => !news.request.active,
    };
  }

  /** The request of somebody else that is to give the tag a repo, if there is one and the hub can wait for it. */
  private async requestOfOthers(): Promise<RepoRequest | undefined> {
    const wait = this.endOf({ id: 0 });
    if (!this.asked) await this.waiter.ask(wait, 0);
    this.asked = true;
    if (!this.waiter.mayKnow(wait)) return undefined;
    const clauses = [
      ['tag_id', '=', this.tag.id],
      ['active', '=', true],
    ];
    const [request] = await this.hub.call('repo.queryQueue', { clauses });
    return request;
  }

  private async waitForBuilds(): Promise<void> {
    const names = this.wish.builds ?? [];
    this.wait.log.info(`Waiting for nvrs ${pythonRepr([...names])} in tag ${this.tag.name}`);
    while (!(await areInTag(this.hub, this.builds, { tagId: this.tag.id }))) {
      if (this.timedOut()) {
        throw new GenericError(
          `Unsuccessfully waited ${minutesSince(this.start)} for ${joinNames(names)} to appear in the ${this.tag.name} repo`,
        );
      }
      await this.pause();
    }
  }

  /** Whether a repo is what was wished for. */
  private async fits(repo: Repo): Promise<boolean> {
    const { log } = this.wait;
    const { minEvent, atEvent, opts } = this.wish;
    const event = repo.create_event;
    if (repo.tag_id !== this.tag.id) {
      log.error(`Got repo for wrong tag, expected ${this.tag.id}, got ${repo.tag_id}`);
      return false;
    }
    if (atEvent !== undefined && event !== atEvent) {
      log.info(`Got repo with wrong event. ${event} != ${atEvent}`);
      return false;
    }
    if (atEvent === undefined && minEvent !== undefined && event < minEvent) {
      log.info(`Got repo before min event. ${event} < ${minEvent}`);
      return false;
    }
    if (opts && !sameOptions(repo.opts, opts)) {
      log.info(`Got repo with wrong opts. ${pythonRepr(repo.opts)} != ${pythonRepr(opts)}`);
      return false;
    }
    if (!(await areInTag(this.hub, this.builds, { tagId: this.tag.id, event }))) {
      log.info('Got repo without needed builds');
      return false;
    }
    return true;
  }

  private async lastChange(): Promise<number | undefined> {
    return (await this.hub.call('tagLastChangeEvent', { tag: this.tag.id })) ?? undefined;
  }

  private timedOut(): boolean {
    return Date.now() - (this.start ?? Date.now()) > this.wait.timeout * 60_000;
  }

  private noRepo(): GenericError {
    return new GenericError(
      `Unsuccessfully waited ${minutesSince(this.start)} for a new ${this.tag.name} repo`,
    );
  }

  private async pause(): Promise<void> {
    await this.waiter.sleep();
    this.checkInterrupt();
  }

  private checkInterrupt(): void {
    if (this.wait.interrupted.aborted) throw new GenericError('interrupted');
  }
}

function fieldText(field: string, value: unknown): string {
  if (field !== 'task_state' || typeof value !== 'number') return pythonText(value);
  return stateName(TASK_STATES, value) ?? String(value);
}

function sameOptions(found: unknown, wished: RepoOptions): boolean {
  if (typeof found !== 'object' || found === null) return false;
  const entries = Object.entries(found);
  const wishes = new Map<string, unknown>(Object.entries(wished));
  return entries.length === wishes.size && entries.every(([key, value]) => wishes.get(key) === value);
}
