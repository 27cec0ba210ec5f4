import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** Seconds of processor time of this process and of its children that have ended. */
export function processorSeconds() {
  const [, fields] = readFileSync('/proc/self/stat', 'utf8').split(/\) (?=\S \d)/);
  const [user, system, childUser, childSystem] = fields.split(' ').slice(11, 15).map(Number);
  return (user + system + childUser + childSystem) / TICKS_PER_SECOND;
}

/**
 * Seconds of processor time that a PostgreSQL on this machine has spent for connections that are open now.
 * @param {string} database how the name of the database begins.
 */
export function serverSeconds(database) {
  return secondsOf((pid) => {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return title.startsWith('postgres: ') && title.includes(` ${database}`);
  });
}

/**
 * Seconds of processor time that processes and their children have spent.
 * @param {number[]} pids
 */
export function familySeconds(pids) {
  return secondsOf((pid, parent) => pids.includes(pid) || pids.includes(parent));
}

/** Seconds of processor time of those processes of which something is true. */
function secondsOf(isMeant) {
  let ticks = 0;
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    try {
      const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=\S \d)/);
      const [, parent] = fields.split(' ').map(Number);
      if (!isMeant(pid, parent)) continue;
      const [user, system] = fields.split(' ').slice(11, 13).map(Number);
      ticks += user + system;
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks / TICKS_PER_SECOND;
}

/** What something costs: seconds of processor time and of the clock. */
export async function cost(body) {
  const [cpu, start] = [processorSeconds(), performance.now()];
  await body();
  return { cpu: processorSeconds() - cpu, wall: (performance.now() - start) / 1000 };
}

/** Runs a program that has to succeed: its cost, and the most memory that it had, in MB. */
export async function programCost(program, args, options = {}) {
  let memory = 0;
  const spent = await cost(
    () =>
      new Promise((resolve, reject) => {
        const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
        const look = setInterval(() => {
          memory = Math.max(memory, peak(child.pid));
        }, 10);
        child.once('error', reject);
        child.once('exit', (code) => {
          clearInterval(look);
          if (code === 0) resolve();
          else reject(new Error(`${program} ended with ${code}`));
        });
      }),
  );
  return { ...spent, memory };
}

function peak(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return 0;
  }
}

/** The median of the costs of several runs, member by member. */
export async function medianCost(runs, body) {
  const costs = [];
  for (let run = 0; run < runs; run += 1) costs.push(await body(run));
  return Object.fromEntries(
    Object.keys(costs[0]).map((key) => {
      const values = costs.map((one) => one[key]).sort((one, other) => one - other);
      return [key, values[Math.floor(runs / 2)]];
    }),
  );
}
