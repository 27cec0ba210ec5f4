import { getDependencies, type DependencyKind } from './dependencies.js';
import { dependencyOperator } from './header-extensions.js';
import { getHeaderField } from './header-field.js';
import type { RpmHeader } from './rpm-header.js';

/** The texts of a package by which two builds of the same source are compared, as `rpmdiff` names them. */
export const COMPARED_TEXTS = [
  'NAME',
  'SUMMARY',
  'DESCRIPTION',
  'GROUP',
  'LICENSE',
  'URL',
  'PREIN',
  'POSTIN',
  'PREUN',
  'POSTUN',
] as const;

const KINDS: readonly DependencyKind[] = ['REQUIRE', 'PROVIDE', 'CONFLICT', 'OBSOLETE'];

/** Flags of a requirement that only counts while the package's scripts run. */
const OF_SCRIPTS = (1 << 6) | (1 << 9) | (1 << 10) | (1 << 11) | (1 << 12);
const EQUAL = 8;

/* What of a file is compared, by the letter of a report. `.` stands for what builds of the same source may differ in. */
const FILE_FIELDS = [
  ['S', undefined],
  ['M', 'FILEMODES'],
  ['5', undefined],
  ['D', 'FILERDEVS'],
  ['N', undefined],
  ['L', undefined],
  ['V', 'FILEVERIFYFLAGS'],
  ['U', 'FILEUSERNAME'],
  ['G', 'FILEGROUPNAME'],
  ['F', 'FILEFLAGS'],
  ['T', undefined],
] as const;

/**
 * In what two packages differ that should be the same build of the same source, one line for each difference, as `rpmdiff`
 * words them: `added PROVIDES lib = 2`. Sizes, digests and times of files do not count, since files may be made while
 * building. Empty when nothing differs.
 */
export function comparePackages(first: RpmHeader, second: RpmHeader): string[] {
  return [
    ...compareTexts(first, second),
    ...KINDS.flatMap((kind) => compareDependencies(first, second, kind)),
    ...compareFiles(first, second),
  ];
}

function line(what: string, subject: string): string {
  return `${what.padEnd(12)}${subject}`;
}

function compareTexts(first: RpmHeader, second: RpmHeader): string[] {
  return COMPARED_TEXTS.flatMap((tag) => {
    const [before, after] = [first, second].map((header) => getHeaderField(header, tag));
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    if (before === null) return line('added', tag);
    return line(after === null ? 'removed' : 'S.5........', tag);
  });
}

function compareDependencies(first: RpmHeader, second: RpmHeader, kind: DependencyKind): string[] {
  const [before, after] = [dependencyLines(first, kind), dependencyLines(second, kind)];
  return [
    ...before.filter((entry) => !after.includes(entry)).map((entry) => line('removed', entry)),
    ...after.filter((entry) => !before.includes(entry)).map((entry) => line('added', entry)),
  ];
}

/* A package that provides itself says its own version and release, which is no difference of contents. */
function dependencyLines(header: RpmHeader, kind: DependencyKind): string[] {
  const itself = `${header.string('VERSION')}-${header.string('RELEASE')}`;
  return getDependencies(header, kind)
    .filter(
      ({ name, version, flags }) =>
        kind !== 'PROVIDE' || name !== header.string('NAME') || flags !== EQUAL || version !== itself,
    )
    .map(({ name, version, flags }) => {
      const label = kind === 'REQUIRE' && (flags & OF_SCRIPTS) !== 0 ? 'PREREQ' : `${kind}S`;
      return `${label} ${name} ${dependencyOperator(flags)} ${version}`;
    });
}

function compareFiles(first: RpmHeader, second: RpmHeader): string[] {
  const [before, after] = [filesOf(first), filesOf(second)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [old, current] = [before.get(name), after.get(name)];
    if (old === undefined) return line('added', name);
    if (current === undefined) return line('removed', name);
    const letters = FILE_FIELDS.map(([letter], field) => (old[field] === current[field] ? '.' : letter));
    return letters.every((letter) => letter === '.') ? [] : line(letters.join(''), name);
  });
}

function filesOf(header: RpmHeader): Map<string, readonly unknown[]> {
  const names = getHeaderField(header, 'FILENAMES');
  if (!Array.isArray(names)) return new Map();
  const columns = FILE_FIELDS.map(([, tag]) => (tag === undefined ? [] : getHeaderField(header, tag)));
  return new Map(
    names.map((name, index) => [
      String(name),
      columns.map((column) => (Array.isArray(column) ? column[index] : column)),
    ]),
  );
}
