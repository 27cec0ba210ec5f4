import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@kojikit/client';
import {
  ConfigError,
  createHub,
  formatProblem,
  loadHubConfig,
  parseListen,
  serve,
  type Hub,
} from '@kojikit/hub-core';
import webPages from '@kojikit/web/hub';
import { askForFirstRepo, createFirstData, FIRST_TAG } from './first-data.js';
import { startBuilder } from './site-builder.js';
import {
  lockSiteFolder,
  looseSiteFiles,
  openSiteFolder,
  writeClientConfig,
  type SiteFolder,
} from './site-folder.js';

/** Where a site lives and listens. */
export interface SiteOptions {
  /** The folder of the site, made when it is missing. Default: `kojikit-site` in the working folder. */
  readonly directory?: string;
  /** Where the hub listens, `HOST:PORT`. Default: `127.0.0.1:8080`; port 0 takes any free port. */
  readonly listen?: string;
  /** Told what happens, for people who wait. */
  readonly progress?: (line: string) => void;
}

/** A whole Koji that is running: hub, housekeeping, builder and their data. */
export interface Site {
  /** The address of the hub's HTTP server; calls go to `/kojihub` below it. */
  readonly url: string;
  readonly folder: SiteFolder;
  readonly hub: Hub;
  /** Resolves when the first repo is there, so that a runroot starts at once. Throws when that takes too long. */
  warm(): Promise<void>;
  /** Ends the builder in order, then the hub. Tasks that were at work are given back to the hub. */
  close(): Promise<void>;
}

const WARM_SECONDS = 120;

/**
 * Starts a site in one process: a hub on SQLite with its housekeeping, a builder, and first data. A second start in the
 * same folder keeps what is there. Throws when the folder cannot be used or a site runs in it already, the address is
 * taken, or the configuration or the database do not allow a start.
 * @example
 * const site = await startSite({ directory: '/srv/koji', listen: '127.0.0.1:8080' });
 */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const listen = parseListen(options.listen ?? '127.0.0.1:8080');
  const folder = openSiteFolder(options.directory ?? 'kojikit-site');
  const progress = options.progress ?? (() => undefined);
  const ending: (() => unknown)[] = [await lockSiteFolder(folder)];
  const close = async () => {
    for (const end of ending.splice(0).reverse()) await end();
  };
  try {
    const { config, problems, warnings } = loadHubConfig({ file: folder.hubConfig });
    if (problems.length > 0) throw new ConfigError(problems);
    for (const warning of warnings) progress(`warning: ${formatProblem(warning)}`);
    progress('Starting the hub');
    const hub = await createHub({ config, plugins: [webPages], schema: 'apply' });
    ending.push(() => hub.close());
    for (const warning of looseSiteFiles(folder)) hub.log.warn(warning);
    await createFirstData(hub, folder);
    const server = await serve(hub, listen);
    ending.push(() => server.close());
    hub.start();
    writeClientConfig(folder, server.url);

    progress('Starting the builder');
    const builder = await startBuilder(folder, server.url);
    ending.push(() => builder.stop());
    await askForFirstRepo(hub, folder);
    return { url: server.url, folder, hub, warm: () => waitForRepo(`${server.url}/kojihub`), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function waitForRepo(hubUrl: string): Promise<void> {
  const client = createClient({ url: hubUrl, retries: 3 });
  try {
    for (const end = Date.now() + WARM_SECONDS * 1000; Date.now() < end; await sleep(200)) {
      if ((await client.call('getRepo', { tag: FIRST_TAG })) !== null) return;
    }
    throw new Error(
      `there is no repo of ${FIRST_TAG} after ${WARM_SECONDS} seconds: see the tasks of the method newRepo`,
    );
  } finally {
    client.close();
  }
}
