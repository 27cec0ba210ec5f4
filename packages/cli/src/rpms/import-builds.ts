import { parseNvr } from '@kojikit/rpm';
import type { CommandContext } from '../command.js';
import { HeldOutput } from '../output/held-output.js';
import type { HubSession } from '../session/hub-session.js';
import { byText } from '../text/by-text.js';
import { importBuild, type ImportBuildOptions } from './import-build.js';
import type { RpmFile } from './rpm-file.js';

/** How many builds are imported at a time, each in a session: the calls of one session follow one another. */
const SESSIONS = 4;

/** The packages of a build. */
export type BuildFiles = readonly [nvr: string, rpms: readonly RpmFile[]];

/**
 * Imports packages of several builds, some builds side by side. What is told comes in the order of the builds. After a
 * failure those that have begun are finished, and no other begins; the failure of the first of them is thrown.
 */
export async function importBuilds(
  context: CommandContext,
  builds: readonly BuildFiles[],
  options: ImportBuildOptions,
): Promise<void> {
  const sessions = await openSessions(
    context.hub,
    context.hub.loggedIn ? Math.min(SESSIONS, builds.length) : 1,
  );
  const turns = builds.map(([nvr, rpms]) => ({
    nvr,
    rpms,
    output: new HeldOutput(context.output),
    ended: false,
  }));
  const failures = new Map<number, unknown>();
  /** The last build of each package that has begun: two would make the same package at once. */
  const latest = new Map<string, Promise<void>>();
  let [next, shown] = [0, 0];
  turns[0]?.output.release();
  const work = async (hub: HubSession): Promise<void> => {
    for (;;) {
      const index = next;
      const turn = turns[index];
      if (!turn || failures.size > 0) return;
      next += 1;
      const { output } = turn;
      const own = {
        ...context,
        hub,
        output,
        print: (line = '') => output.writeLine(line),
        warn: (line: string) => output.writeError(`${line}\n`),
      };
      const { name } = parseNvr(turn.nvr);
      const rpms = [...turn.rpms].sort(byText(({ path }) => path));
      const ended = (latest.get(name) ?? Promise.resolve())
        .then(() => importBuild(own, turn.nvr, rpms, options))
        .catch((error: unknown) => void failures.set(index, error));
      latest.set(name, ended);
      await ended;
      turn.ended = true;
      for (; turns[shown]?.ended; shown += 1) turns[shown + 1]?.output.release();
    }
  };
  try {
    await Promise.all(sessions.map(work));
  } finally {
    for (const session of sessions.slice(1)) session.close();
  }
  const [first] = [...failures.keys()].sort((one, other) => one - other);
  if (first !== undefined) throw failures.get(first);
}

async function openSessions(hub: HubSession, count: number): Promise<HubSession[]> {
  const sessions = [hub];
  while (sessions.length < count) sessions.push(await hub.subsession());
  return sessions;
}
