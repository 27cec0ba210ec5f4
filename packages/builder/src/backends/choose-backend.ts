import type { Leases } from '../buildroot/leases.js';
import type { BuilderSettings } from '../config/settings.js';
import { findProgram } from '../process/find-program.js';
import type { Log } from '../tasks/log.js';
import type { Backend } from './backend.js';
import { MockBackend } from './mock.js';
import { SandboxBackend } from './sandbox/sandbox.js';

/**
 * The backend that the settings ask for, tried out; `auto` is mock where it is installed and may be used, else the
 * sandbox. Throws with what is missing when it cannot work here.
 */
export async function chooseBackend(settings: BuilderSettings, leases: Leases, log: Log): Promise<Backend> {
  const backend = (await usableMock(settings, log)) ?? new SandboxBackend(settings, leases, log);
  await backend.check();
  log.info(`build roots are made by ${backend.name}`);
  return backend;
}

async function usableMock(settings: BuilderSettings, log: Log): Promise<Backend | undefined> {
  const mock = new MockBackend(settings);
  if (settings.backend === 'mock') return mock;
  if (settings.backend === 'sandbox' || (await findProgram(settings.mockpath)) === undefined)
    return undefined;
  try {
    await mock.check();
    return mock;
  } catch (error) {
    log.info(
      `mock is installed but cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}
