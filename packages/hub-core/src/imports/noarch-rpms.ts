import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BuildError } from '@kojikit/protocol';
import { comparePackages } from '@kojikit/rpm';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { openPackage } from './read-package.js';
import type { LogFiles } from './readers/log-files.js';
import { rpmDigests, type RpmDigests } from './readers/rpm-digests.js';

/**
 * The RPMs without those that were built on several arches: of those of one name the first one stays, after a check that
 * all are the same. Builders that have compared them upload `noarch_rpmdiff.json` among the logs.
 * @param rpms paths below `work`.
 * @param pathOf the real path of such an upload, which was checked before.
 * Throws BuildError when such RPMs differ.
 */
export async function withoutDuplicates(
  rpms: readonly string[],
  logs: LogFiles,
  pathOf: (file: string) => string,
): Promise<string[]> {
  const copies = new Map<string, string[]>();
  for (const rpm of rpms.filter((path) => path.endsWith('.noarch.rpm'))) {
    const known = copies.get(basename(rpm));
    if (known === undefined) copies.set(basename(rpm), [rpm]);
    else known.push(rpm);
  }
  const duplicates = [...copies.values()].filter((paths) => paths.length > 1);
  if (duplicates.length > 0) {
    const digests = await readDigests(logs, pathOf);
    for (const paths of duplicates) await assertSame(paths, digests, pathOf);
  }
  return rpms.filter((rpm) => (copies.get(basename(rpm))?.[0] ?? rpm) === rpm);
}

async function readDigests(logs: LogFiles, pathOf: (file: string) => string): Promise<RpmDigests> {
  const digests = new Map<string, ReadonlyMap<string, string>>();
  for (const file of [...logs.values()].flat().filter((log) => basename(log) === 'noarch_rpmdiff.json')) {
    const path = pathOf(file);
    for (const [task, files] of parseDigests(path, await readFile(path, 'utf8'))) digests.set(task, files);
  }
  return digests;
}

function parseDigests(path: string, content: string): RpmDigests {
  try {
    return rpmDigests(JSON.parse(content));
  } catch (cause) {
    throw new CallerMistake(`${path} cannot be read`, { cause });
  }
}

async function assertSame(
  paths: readonly string[],
  digests: RpmDigests,
  pathOf: (file: string) => string,
): Promise<void> {
  const [first, ...others] = paths;
  if (first === undefined) return;
  const known = digestOf(digests, first);
  for (const other of others) {
    if (known !== undefined && known === digestOf(digests, other)) continue;
    const [one, two] = [pathOf(first), pathOf(other)];
    const differences = comparePackages((await openPackage(one)).header, (await openPackage(two)).header);
    if (differences.length === 0) continue;
    throw new BuildError(
      `The following noarch package built differently on different architectures: ${basename(first)}\n` +
        `rpmdiff output was:\n${differences.join('\n')}`,
    );
  }
}

/* Builders name a task by the second folder of its path, as Koji's do. */
function digestOf(digests: RpmDigests, path: string): string | undefined {
  return digests.get(path.split('/')[1] ?? '')?.get(basename(path)) || undefined;
}
