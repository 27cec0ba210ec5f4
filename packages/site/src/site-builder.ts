import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, loadPlugins, readConfig, type Log } from '@kojikit/builder';
import type { SiteFolder } from './site-folder.js';

/** Seconds until a builder that lost its session logs in again. */
const RETRY_SECONDS = 5;

/**
 * Starts the builder of a site and returns once it has checked in. What a supervisor is to `kojid` this is to it: when
 * `koji restart-hosts` asks for a restart, or the session was ended, a new one takes its place.
 */
export async function startBuilder(folder: SiteFolder, url: string): Promise<{ stop(): Promise<void> }> {
  const { settings, plugins, warnings } = readConfig(folder.builderConfig, {
    server: `${url}/kojihub`,
    topurl: `${url}/kojifiles`,
    user: folder.builder.name,
    password: folder.builder.password,
  });
  for (const warning of warnings) log.warn(warning);
  const tasks = await loadPlugins(plugins, { pluginPath: settings.pluginpath });
  const stopped = new AbortController();
  // A site that was killed has left its session behind: the lock is taken from it. Later it belongs to somebody else.
  let builder = new Builder({ settings, tasks, log, forceLock: true });
  const first = builder.ready;

  const keepRunning = async () => {
    for (;;) {
      const outcome = await builder.run();
      if (outcome === 'stopped' || stopped.signal.aborted) return;
      if (outcome === 'session lost') await pause(RETRY_SECONDS, stopped.signal);
      if (stopped.signal.aborted) return;
      builder = new Builder({ settings, tasks, log });
    }
  };
  const running = keepRunning();
  await Promise.race([first, running]);
  void running.catch((error: Error) => log.error(`the builder has ended: ${error.message}`));
  return {
    async stop() {
      stopped.abort();
      builder.stop();
      await running.catch(() => undefined);
    },
  };
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
}

/* The builder of a site says on standard error what somebody has to know; what its tasks do stands in their logs. */
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message) => process.stderr.write(`kojid: ${message}\n`),
  error: (message) => process.stderr.write(`kojid: ${message}\n`),
};
