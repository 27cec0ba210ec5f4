import { readFile } from 'node:fs/promises';
import { readIniDocument } from '@kojikit/protocol';
import { programOf } from '../run-source.js';

export const SYSTEMD = new URL('../../../../packaging/systemd/', import.meta.url);

/** The command lines of a unit's key, in order, each split at white space. */
export async function commandsOf(unit: string, key: string): Promise<string[][]> {
  const text = await readFile(new URL(unit, SYSTEMD), 'utf8');
  const { sections, problems } = readIniDocument(withoutRepeats(text, key), unit);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const service = sections.find(({ name }) => name === 'Service');
  return (service?.entries ?? [])
    .filter((entry) => entry.key === key.toLowerCase())
    .map(({ value }) => value.split(/\s+/));
}

/* Keys of a unit may stand several times; those that nobody asks for are passed over. */
function withoutRepeats(text: string, key: string): string {
  const lines = text.split('\n');
  return lines.filter((line) => !line.includes('=') || line.startsWith(`${key}=`)).join('\n');
}

const PROGRAMS: Readonly<Record<string, string>> = {
  '/usr/local/bin/koji-hub': '@kojikit/hub-core',
  '/usr/local/bin/kojid': '@kojikit/builder',
  '/usr/local/bin/koji': '@kojikit/cli',
  '/usr/local/bin/kojikit': '@kojikit/site',
};

/** The program of a command line as its source, and the arguments with their paths below another root. */
export function below(root: string, [program = '', ...args]: readonly string[], listen: string) {
  const name = PROGRAMS[program];
  if (name === undefined)
    throw new Error(`${program} is none of the programs: ${Object.keys(PROGRAMS).join(', ')}`);
  return { program: programOf(name), args: args.map((word) => relocate(root, word, listen)) };
}

/** The same for a configuration file: folders of the system and the port of the hub become those of a test. */
export function relocate(root: string, text: string, listen: string): string {
  return text
    .replaceAll(/(?<![\w/.-])\/(etc|mnt|var)\/(?=\w)/g, `${root}/$1/`)
    .replaceAll('127.0.0.1:8080', listen);
}
