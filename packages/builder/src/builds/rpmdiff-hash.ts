import { createHash } from 'node:crypto';
import { compareText } from '@kojikit/protocol';
import { COMPARED_TEXTS, getHeaderField, tagByName, type RpmHeader } from '@kojikit/rpm';

const DEPENDENCIES = {
  CONFLICTS: 'CONFLICT',
  OBSOLETES: 'OBSOLETE',
  PROVIDES: 'PROVIDE',
  REQUIRES: 'REQUIRE',
};
/** What of a file is not compared: size, digest, times and number of links. */
const IGNORED = 'S5TN';
/** The flag of a dependency on one version. */
const EQUAL = 8;
/** State of a file that is not installed. */
const NOT_INSTALLED = -1;

type Json = null | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * The hash by which the hub compares the noarch packages that the subtasks of a build have made: equal to that of Koji's
 * builder, since both may work at one build.
 */
export function rpmdiffHash(header: RpmHeader): string {
  const numbered = COMPARED_TEXTS.map((name) => [tagByName(name)?.number ?? 0, text(header, name)] as const);
  const data: Json = {
    ...Object.fromEntries(
      Object.entries(DEPENDENCIES).map(([name, prefix]) => [name, dependencies(header, prefix)]),
    ),
    files: files(header),
    ignore: IGNORED,
    // Python sorts these by number; they have equally many digits.
    tags: Object.fromEntries(numbered.map(([number, value]) => [String(number), value])),
  };
  return createHash('sha256').update(pythonJson(data)).digest('hex');
}

function text(header: RpmHeader, name: string): string | null {
  const value = getHeaderField(header, name);
  return typeof value === 'string' ? value : null;
}

function dependencies(header: RpmHeader, prefix: string): Json {
  const [names, versions] = [header.strings(`${prefix}NAME`), header.strings(`${prefix}VERSION`)];
  const flags = header.numbers(`${prefix}FLAGS`);
  const own = [header.string('NAME'), EQUAL, `${header.string('VERSION')}-${header.string('RELEASE')}`];
  return names
    .map((name, at) => [name, flags[at] ?? 0, versions[at] ?? ''] as const)
    .filter((entry) => prefix !== 'PROVIDE' || entry.some((value, at) => value !== own[at]))
    .sort((a, b) => compareText(a[0], b[0]) || a[1] - b[1] || compareText(a[2], b[2]));
}

function files(header: RpmHeader): Json {
  const [bases, folders] = [header.strings('BASENAMES'), header.strings('DIRNAMES')];
  const numbers = (name: string): number[] => header.numbers(name);
  const [folder, modes, flags, devices] = [
    numbers('DIRINDEXES'),
    numbers('FILEMODES'),
    numbers('FILEFLAGS'),
    numbers('FILERDEVS'),
  ];
  const [inodes, verify] = [numbers('FILEINODES'), numbers('FILEVERIFYFLAGS')];
  const [users, groups] = [header.strings('FILEUSERNAME'), header.strings('FILEGROUPNAME')];
  return Object.fromEntries(
    bases.map((base, at) => [
      `${folders[folder[at] ?? 0] ?? ''}${base}`,
      [
        null,
        modes[at] ?? 0,
        null,
        flags[at] ?? 0,
        devices[at] ?? 0,
        inodes[at] ?? 0,
        null,
        NOT_INSTALLED,
        (verify[at] ?? 0) | 0,
        users[at] ?? '',
        groups[at] ?? '',
        null,
      ],
    ]),
  );
}

/** JSON as Python writes it with sorted keys: spaces after separators, nothing beyond ASCII. */
function pythonJson(value: Json): string {
  if (value === null || typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    return JSON.stringify(value).replace(
      /[\u0080-\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  }
  if (isList(value)) return `[${value.map(pythonJson).join(', ')}]`;
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${members.map(([name, member]) => `${pythonJson(name)}: ${pythonJson(member)}`).join(', ')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
