import { BUILD_STATES, stateName } from '@kojikit/protocol';
import { parseNvr } from '@kojikit/rpm';
import type { CommandContext } from '../command.js';
import { importRpm, type ImportOptions } from './import-rpm.js';
import type { RpmFile } from './rpm-file.js';

/** How the packages of a build are imported. */
export interface ImportBuildOptions extends ImportOptions {
  /** Make builds that there are not. */
  readonly createBuild: boolean;
  /** The epoch of a build that is made. Default: that of its first package. */
  readonly epoch?: number;
}

/**
 * Imports packages of one build, the source package first. A build that is missing or has failed is made where that is
 * wanted or the source package is among them; otherwise the packages are passed over, and that is told.
 */
export async function importBuild(
  context: CommandContext,
  nvr: string,
  rpms: readonly RpmFile[],
  options: ImportBuildOptions,
): Promise<void> {
  const { hub, print } = context;
  const { test, createBuild } = options;
  const build = await hub.call('getBuild', { buildInfo: nvr });
  const state = build && stateName(BUILD_STATES, build.state);
  if (state === 'FAILED' || state === 'CANCELED') {
    if (!createBuild) return print(`Build ${nvr} state is ${state}. Skipping import`);
  } else if (build && state !== 'COMPLETE') {
    return print(`Build ${nvr} exists with state=${state}. Skipping import`);
  }
  const sources = rpms.filter(({ source }) => source);
  for (const [index, rpm] of sources.entries()) {
    // The import completes no build that has failed, but it may begin one.
    if (build && state !== 'COMPLETE' && index === 0) await makeBuild(context, nvr, rpm.epoch, test);
    await importRpm(context, rpm, options);
  }
  if (state !== 'COMPLETE' && sources.length === 0) {
    if (!createBuild) {
      return print(`No such build: ${nvr} (include matching srpm or use --create-build option to add it)`);
    }
    await makeBuild(context, nvr, options.epoch ?? rpms[0]?.epoch ?? null, test);
  }
  for (const rpm of rpms) if (!rpm.source) await importRpm(context, rpm, options);
}

async function makeBuild(
  { hub, print }: CommandContext,
  nvr: string,
  epoch: number | null,
  test: boolean,
): Promise<void> {
  if (test) return print(`Test mode -- would have created empty build: ${nvr}`);
  print(`Creating empty build: ${nvr}`);
  const { name, version, release } = parseNvr(nvr);
  await hub.call('createEmptyBuild', { name, version, release, epoch });
}
