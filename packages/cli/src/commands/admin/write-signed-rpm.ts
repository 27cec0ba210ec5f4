import { flag, parseInteger, text } from '@kojikit/command-line';
import { GenericError, hubCall, isKojiFault, pythonRepr, type Rpm } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { LoggedError, UsageError } from '../../errors.js';
import { nvraOf } from '../../rpms/rpm-file.js';
import type { HubSession } from '../../session/hub-session.js';

export const writeSignedRpm = coreCommand({
  summary: 'Write signed copies of rpms',
  usage: '[options] <signature-key> <n-v-r> [<n-v-r> ...]',
  options: {
    all: flag('--all', 'all rpms signed with this key'),
    buildId: text('--buildid', { help: 'the rpms of this build, by its id' }),
  },
  async run({ args, hub, options, print, activateSession }) {
    const [word, ...names] = args;
    if (word === undefined) throw new UsageError('A signature key must be specified');
    if (names.length === 0 && !options.all && !options.buildId) {
      throw new UsageError('At least one RPM must be specified');
    }
    const sigkey = word.toLowerCase();
    await activateSession();
    const rpms = options.all
      ? await signedRpms(hub, sigkey)
      : options.buildId
        ? await hub.call('listRPMs', { buildID: buildIdOf(options.buildId) })
        : await namedRpms(hub, names);
    for (const [index, rpm] of rpms.entries()) print(`[${index + 1}/${rpms.length}] ${nvraOf(rpm)}`);
    await hub.batch(rpms.map(({ id }) => hubCall('writeSignedRPM', { an_rpm: id, sigkey })));
  },
});

function buildIdOf(word: string): number {
  const id = parseInteger(word);
  if (id === undefined) throw new LoggedError('ValueError', `not the id of a build: ${pythonRepr(word)}`);
  return id;
}

async function signedRpms(hub: HubSession, sigkey: string): Promise<Rpm[]> {
  const signatures = await hub.call('queryRPMSigs', { sigkey });
  const rpms = await hub.batch(signatures.map(({ rpm_id: id }) => hubCall('getRPM', { rpminfo: id })));
  return rpms.filter((rpm) => rpm !== null);
}

/** Rpms by their names, and those of builds named among them. */
async function namedRpms(hub: HubSession, names: readonly string[]): Promise<Rpm[]> {
  const found = await hub.batch(names.map((name) => hubCall('getRPM', { rpminfo: name, strict: false })));
  const others = names.filter((name, index) => found[index] === null);
  const builds = await hub.batchSettled(
    others.map((name) => hubCall('getBuild', { buildInfo: name, strict: true })),
  );
  const ids = builds.map((build, index) => {
    if (!(build instanceof Error)) return build.id;
    if (!isKojiFault(build)) throw build;
    throw new GenericError(`No such rpm or build: ${others[index]}`);
  });
  const listed = await hub.batch(ids.map((id) => hubCall('listRPMs', { buildID: id })));
  return [...found.filter((rpm) => rpm !== null), ...listed.flat()];
}
