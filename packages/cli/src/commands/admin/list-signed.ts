import { existsSync } from 'node:fs';
import { flag, text } from '@kojikit/command-line';
import { hubCall, PathInfo, type Build, type Rpm, type RpmSignature } from '@kojikit/protocol';
import { idOrName } from '../../arguments/id-or-name.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { nvraOf } from '../../rpms/rpm-file.js';
import type { HubSession } from '../../session/hub-session.js';

/** Questions in one request: a tag may have any number of rpms. */
const BATCH = 5000;

export const listSigned = coreCommand({
  summary: 'List signed copies of rpms',
  usage: '[options]',
  description: "Looks into the hub's folder, which must be at hand.",
  options: {
    debug: flag('--debug'),
    key: text('--key', { help: 'only copies signed with this key' }),
    build: text('--build', { help: 'rpms of this build' }),
    rpm: text('--rpm', { help: 'this rpm' }),
    tag: text('--tag', { help: 'rpms in this tag' }),
  },
  async run(context) {
    const { hub, options, settings, print } = context;
    const { key, build, rpm, tag } = options;
    if (!build && !tag && !rpm) {
      throw new UsageError('At least one from --build, --rpm, --tag needs to be specified.');
    }
    await context.activateSession();
    const found: Rpm[] = [];
    if (rpm) found.push(await ownRpm(hub, rpm));
    if (build) {
      const { id } = await hub.call('getBuild', { buildInfo: idOrName(build), strict: true });
      found.push(...(await hub.call('listRPMs', { buildID: id })));
    }
    const tagged = tag ? await taggedRpms(hub, tag) : undefined;
    // A tag alone says which rpms; beside another choice it leaves out those that are not in it.
    const wanted = [...found, ...(tagged ?? [])].filter(
      ({ id }) => !tagged || tagged.some((own) => own.id === id),
    );
    const paths = new PathInfo(settings.topdir);
    const builds = new Map<number, Build>();
    for (const [signature, of] of await signaturesOf(hub, wanted, key || undefined)) {
      const id = of.build_id ?? 0;
      const home = builds.get(id) ?? (await hub.call('getBuild', { buildInfo: id, strict: true }));
      builds.set(id, home);
      const path = `${paths.build(home)}/${paths.signed(of, signature.sigkey)}`;
      if (existsSync(path)) print(path);
      else if (settings.debug || options.debug) print(`No copy: ${path}`);
    }
  },
});

/** An rpm of the hub itself. Throws UsageError. */
async function ownRpm(hub: HubSession, word: string): Promise<Rpm> {
  const rpm = await hub.call('getRPM', { rpminfo: idOrName(word), strict: true });
  if (!rpm.external_repo_id) return rpm;
  throw new UsageError(`External rpm: ${nvraOf(rpm)}@${rpm.external_repo_name}`);
}

type Signed = Pick<Rpm, 'id' | 'name' | 'version' | 'release' | 'arch' | 'build_id'>;

async function taggedRpms(hub: HubSession, tag: string): Promise<readonly Signed[]> {
  const [rpms = []] = await hub.call('listTaggedRPMS', { tag: idOrName(tag), inherit: false, latest: false });
  return rpms;
}

async function signaturesOf(
  hub: HubSession,
  rpms: readonly Signed[],
  sigkey: string | undefined,
): Promise<Array<[RpmSignature, Signed]>> {
  const found: Array<[RpmSignature, Signed]> = [];
  for (let start = 0; start < rpms.length; start += BATCH) {
    const part = rpms.slice(start, start + BATCH);
    const answers = await hub.batch(part.map(({ id }) => hubCall('queryRPMSigs', { rpm_id: id, sigkey })));
    for (const [index, rpm] of part.entries()) {
      for (const signature of answers[index] ?? []) found.push([signature, rpm]);
    }
  }
  return found;
}
