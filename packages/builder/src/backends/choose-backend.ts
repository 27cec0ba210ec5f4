import type { Leases } from '../buildroot/leases.js';
import type { BuilderSettings } from '../config/settings.js';
import { findProgram } from '../process/find-program.js';
import type { Log } from '../tasks/log.js';
import type { Backend } from './backend.js';
import { MockBackend } from './mock.js';
import { SandboxBackend } from './sandbox/sandbox.js';

/** The backend that the settings ask for, tried out. Throws with what is missing when it cannot work here. */
export async function chooseBackend(settings: BuilderSettings, leases: Leases, log: Log): Promise<Backend> {
  const mockIsThere = (await findProgram(settings.mockpath)) !== undefined;
  const wantsMock = settings.backend === 'mock' || (settings.backend === 'auto' && mockIsThere);
  const backend = wantsMock ? new MockBackend(settings) : new SandboxBackend(settings, leases, log);
  await backend.check();
  log.info(`build roots are made by ${backend.name}`);
  return backend;
}
