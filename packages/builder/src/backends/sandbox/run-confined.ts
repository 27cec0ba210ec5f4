import { chown, mkdir, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuilderSettings } from '../../config/settings.js';
import { ControlGroups } from '../../limits/control-groups.js';
import { openInside } from '../../logs/open-inside.js';
import { capture } from '../../process/capture.js';
import type { ExitStatus } from '../../process/exit-status.js';
import type { RootHost } from '../backend.js';
import { hostFolderSteps, makeBuilddir, makeHostSkeleton, readOnlySteps } from './host-files.js';
import { innerCommand } from './inner-command.js';
import { mountNamespace } from './isolation.js';
import { probeIsolation } from './probe-isolation.js';
import { buildUserOf, innerEnvironment, processLimits, runLimited } from './run-limited.js';

/** Where a confined command finds the folder that it is shown. */
export const SHOWN = '/builddir/shown';

const NAME = 'confined';

/** A program of this machine that does what somebody else's file says. */
export interface ConfinedCommand {
  readonly command: readonly string[];
  /** A folder of the host that it sees at `SHOWN`, and cannot write to. */
  readonly shown: string;
  /** Texts that it finds in its home, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The file that its output is appended to. */
  readonly output: string;
  /** What is done with a file that it has left in its home; nothing if there is none of that name. */
  readonly result: { readonly name: string; take(file: FileHandle): Promise<void> };
}

/**
 * Runs a program of this machine as the unprivileged user of a throw-away sandbox of the machine's own programs: no network,
 * nothing of the host but `/usr`, and what it is shown, under the limits of `sandbox_max_*` and `rpmbuild_timeout`. The
 * same whatever makes the build roots. Throws GenericError where nothing can be isolated.
 * @param folder A folder for the sandbox; removed in the end.
 */
export async function runConfined(
  { command, shown, files, cwd, output, result }: ConfinedCommand,
  folder: string,
  settings: BuilderSettings,
  host: Pick<RootHost, 'run'>,
): Promise<ExitStatus> {
  await mkdir(folder, { mode: 0o700 });
  const isolation = await probeIsolation(folder);
  try {
    const root = join(folder, 'root');
    const user = buildUserOf(settings);
    await makeHostSkeleton(root, false);
    await makeBuilddir(root, '', isolation.asRoot ? user : undefined);
    await mkdir(join(root, SHOWN));
    for (const [name, text] of Object.entries(files)) {
      const file = join(root, 'builddir', name);
      await writeFile(file, text, { flag: 'wx' });
      if (isolation.asRoot) await chown(file, user.uid, user.gid);
    }
    const place = { host, settings, isolation, groups: await ControlGroups.find(), directory: folder };
    const line = innerCommand(isolation, {
      root,
      steps: [
        // Nothing of it has to be written to, so that no overlays are needed.
        ...(await hostFolderSteps(root, '', { ...isolation, overlay: undefined })),
        ...(await readOnlySteps(shown, `${root}${SHOWN}`, isolation)),
      ],
      command,
      hostname: NAME,
      network: false,
      cwd,
      buildUser: user,
      arch: undefined,
      rlimits: await processLimits(place),
    });
    const environment = innerEnvironment(NAME);
    const status = await runLimited(place, { line, output, environment, isBuild: true });
    const file = await openInside(root, `/builddir/${result.name}`);
    try {
      if (file) await result.take(file);
    } finally {
      await file?.close();
    }
    return status;
  } finally {
    // As a plain user only the namespace's root may look into every folder that the command has made.
    const enter = isolation.asRoot ? [] : mountNamespace(isolation);
    await capture([...enter, 'rm', '-rf', '--one-file-system', '--', folder]);
  }
}
