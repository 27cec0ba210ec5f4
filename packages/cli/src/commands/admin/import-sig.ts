import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { flag } from '@kojikit/command-line';
import { getSignatureKey, ripSignatureHeader } from '@kojikit/rpm';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { nvraOf, readRpmFile } from '../../rpms/rpm-file.js';

export const importSig = coreCommand({
  summary: 'Import the signatures of rpms, and write signed copies',
  usage: '[options] <package> [<package> ...]',
  options: {
    withUnsigned: flag('--with-unsigned', 'import the headers of unsigned rpms as well'),
    write: flag('--write'),
    test: flag('--test', 'only say what would be done'),
  },
  async run(context) {
    const { args, options } = context;
    if (args.length === 0) throw new UsageError('At least one package must be specified');
    for (const path of args) if (!existsSync(path)) throw new UsageError(`No such file: ${path}`);
    await context.activateSession();
    for (const path of args) await importSignature(context, path, options);
  },
});

async function importSignature(
  { hub, print, warn }: CommandContext,
  path: string,
  { withUnsigned, test }: { withUnsigned: boolean; test: boolean },
): Promise<void> {
  const file = await readRpmFile(path);
  const header = await ripSignatureHeader(path);
  const sigkey = getSignatureKey(header) ?? '';
  if (sigkey === '' && !withUnsigned) return print(`Skipping unsigned package: ${path}`);
  const { name, version, release, arch } = file;
  const rpm = await hub.call('getRPM', { rpminfo: { name, version, release, arch } });
  if (!rpm) return print(`No such rpm in system: ${nvraOf(file)}`);
  if (rpm.external_repo_id) return print(`Skipping external rpm: ${nvraOf(rpm)}@${rpm.external_repo_name}`);
  const [known] = await hub.call('queryRPMSigs', { rpm_id: rpm.id, sigkey });
  if (known) {
    const hash = createHash('md5').update(header).digest('hex');
    if (known.sighash === hash) return print(`Signature already imported: ${path}`);
    warn(`signature mismatch: ${path}`);
    warn(`  The system already has a signature for this rpm with key ${sigkey}`);
    return warn('  The two signature headers are not the same');
  }
  print(`Importing signature [key ${sigkey}] from ${path}...`);
  if (!test) await hub.call('addRPMSig', { an_rpm: rpm.id, data: header.toString('base64') });
  print('Writing signed copy');
  if (!test) await hub.call('writeSignedRPM', { an_rpm: rpm.id, sigkey });
}
