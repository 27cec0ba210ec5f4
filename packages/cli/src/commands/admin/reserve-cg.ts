import { existsSync } from 'node:fs';
import { flag, integer } from '@kojikit/command-line';
import { isStruct, pythonRepr, type ReservedBuildInfo } from '@kojikit/protocol';
import { parseNvr } from '@kojikit/rpm';
import { coreCommand } from '../../core-command.js';
import { LoggedError, UsageError } from '../../errors.js';
import { readJsonObject } from '../../files/read-json.js';

export const reserveCg = coreCommand({
  summary: 'Reserve a build for a content generator',
  usage: '[options] <content generator> <n-v-r|metadata_file>',
  options: {
    draft: flag('--draft', 'a draft build'),
    epoch: integer('--epoch', { help: 'epoch of the build, where its name is given' }),
    metadata: flag('--metadata', 'the argument is a file with metadata, as import-cg takes it'),
  },
  async run({ args, hub, options, print, activateSession }) {
    const [cg, word] = args;
    if (cg === undefined || word === undefined || args.length !== 2) {
      throw new UsageError('The command takes exactly two arguments');
    }
    await activateSession();
    const isFile = options.metadata || existsSync(word) || !/^.+-[^-]+-[^-]+$/.test(word);
    const data = isFile ? await buildOf(word) : { ...named(word), epoch: options.epoch ?? null };
    const reserved = await hub.call('CGInitBuild', {
      cg,
      data: { ...data, ...(options.draft && { draft: true }) },
    });
    print(`Reserved build ${reserved.build_id} with token ${pythonRepr(reserved.token)}`);
  },
});

function named(nvr: string): ReservedBuildInfo {
  const { name, version, release } = parseNvr(nvr);
  return { name, version, release };
}

/** The build that a file with metadata is about. */
async function buildOf(file: string): Promise<ReservedBuildInfo> {
  const { build } = await readJsonObject(file);
  if (!isStruct(build)) throw new LoggedError('KeyError', `${file} has no build`);
  const { name, version, release, epoch = null, draft } = build;
  if (typeof name !== 'string' || typeof version !== 'string' || typeof release !== 'string')
    throw new LoggedError('ValueError', `${file}: its build needs name, version and release`);
  if (epoch !== null && typeof epoch !== 'number')
    throw new LoggedError('ValueError', `${file}: the epoch of its build is no number`);
  return { name, version, release, epoch, ...(draft !== undefined && { draft: Boolean(draft) }) };
}
