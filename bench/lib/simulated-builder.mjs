import { setTimeout as sleep } from 'node:timers/promises';
import { HubCaller } from './hub-caller.mjs';

const WEIGHTS = { build: 0.2, buildSRPMFromSCM: 1, buildArch: 1.5 };
const METHODS = [
  'build',
  'buildArch',
  'buildSRPMFromSCM',
  'rebuildSRPM',
  'tagBuild',
  'newRepo',
  'createrepo',
];
const DONE =
  "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><int>1</int></value></param>\n</params>\n</methodResponse>\n";
const ACTIVE_BUILDROOTS = { __starstar: true, state: [0, 1, 2] };

/**
 * A builder that makes the calls which Koji's kojid makes, and builds nothing: a build makes a source package and then one
 * task for each arch, waiting for both as kojid does; other tasks take a while and end.
 */
export class SimulatedBuilder {
  #hub;
  #waiting = new Map();
  /* Sessions of tasks that have ended. */
  #ended = [];
  #options;

  /**
   * @param {{ url: string, name: string, arches: string[], sleeptime: number, seconds: number, maxJobs: number, delay: number,
   *   observe: (method: string, milliseconds: number) => void, failed: (error: Error) => void, stopped: AbortSignal }} options
   *   `sleeptime` lies between two looks, `seconds` is what a task takes, `delay` the seconds until the first look.
   */
  constructor(options) {
    this.#options = options;
    this.#hub = new HubCaller(options.url, options.observe);
  }

  async login() {
    await this.#hub.login(this.#options.name, 'pw');
    await this.#hub.call('exclusiveSession', { __starstar: true, force: true });
    this.id = await this.#hub.call('host.getID');
    await this.#hub.call('host.updateHost', 0, true, { methods: METHODS, maxjobs: this.#options.maxJobs });
  }

  /** Looks for tasks and carries them out until it is stopped. */
  async run() {
    const { sleeptime, stopped, delay } = this.#options;
    await pause(delay, stopped);
    let taken = false;
    while (!stopped.aborted) {
      taken = await this.#look(taken);
      if (!taken) await pause(sleeptime, stopped);
    }
  }

  /* As kojid: takes one task and looks again at once, and looks after its build roots only before it has slept. */
  async #look(again) {
    const { maxJobs } = this.#options;
    const hub = this.#hub;
    if (!again) await hub.call('listBuildroots', { ...ACTIVE_BUILDROOTS, hostID: this.id });
    const own = await hub.call('host.getHostTasks');
    for (const { id, alert } of own) if (alert) this.#waiting.get(id)?.();
    for (const ended of this.#ended.splice(0)) await hub.call('logoutChild', ended).catch(() => undefined);
    const load = own.reduce((sum, { waiting, weight }) => (waiting ? sum : sum + weight), 0);
    const { capacity } = await hub.call('host.getHost');
    const ready = load <= capacity && own.length < maxJobs;
    await hub.call('host.updateHost', load, ready, { methods: METHODS, maxjobs: maxJobs });
    if (!ready) return false;
    for (const { id } of await hub.call('host.getTasks')) if (await this.#take(id)) return true;
    return false;
  }

  async #take(id) {
    const hub = this.#hub;
    const { method } = await hub.call('getTaskInfo', id, { __starstar: true, request: true });
    const task = await hub.call('host.openTask', id);
    if (task === null) return false;
    await hub.call('host.setTaskWeight', id, WEIGHTS[method]);
    const session = await hub.subsession();
    this.#work(session, task)
      .catch((error) => this.#options.failed(error))
      .finally(() => this.#ended.push(session.id));
    return true;
  }

  async #work(session, { id, method }) {
    const { seconds, stopped } = this.#options;
    if (method === 'build') {
      const source = 'git+https://src.example.com/rpms/pkg#0123456789abcdef0123456789abcdef01234567';
      await this.#wait(session, id, [
        await subtask(session, id, 'buildSRPMFromSCM', [source, 'bench-build', {}], 'srpm', 'noarch'),
      ]);
      const arches = [];
      for (const arch of this.#options.arches) {
        const params = [`tasks/1/${id}/pkg.src.rpm`, 'bench-build', arch, true, {}];
        arches.push(await subtask(session, id, 'buildArch', params, arch, arch));
      }
      await this.#wait(session, id, arches);
    } else {
      await pause(seconds * (0.5 + Math.random()), stopped);
    }
    if (stopped.aborted) return;
    await session.call('host.closeTask', id, DONE);
    await session.call('logout');
  }

  /* Until all of the subtasks have ended: asked for when the main loop sees an alert. */
  async #wait(session, id, tasks) {
    const { stopped } = this.#options;
    await session.call('host.taskSetWait', id, tasks);
    for (;;) {
      const alerted = new Promise((resolve) => this.#waiting.set(id, resolve));
      const [, unfinished] = await session.call('host.taskWait', id);
      if (unfinished.length === 0) break;
      await Promise.race([alerted, aborted(stopped)]);
      if (stopped.aborted) return;
    }
    this.#waiting.delete(id);
    await session.call('host.taskWaitResults', id, tasks);
  }
}

function subtask(session, parent, method, arglist, label, arch) {
  return session.call('host.subtask', { __starstar: true, method, arglist, label, arch, parent });
}

const pause = (seconds, signal) => sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);

const ends = new WeakMap();

/* One promise for all who ask: a thousand listeners of one signal are a warning. */
function aborted(signal) {
  if (!ends.has(signal)) {
    ends.set(signal, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })));
  }
  return ends.get(signal);
}
