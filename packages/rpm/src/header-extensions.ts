import type { RpmHeader } from './rpm-header.js';

/** A value that rpm computes from others under a tag of its own; undefined when the header has none of them. */
type Extension = (header: RpmHeader) => number | number[] | string | string[] | Buffer | undefined;

/** Tags whose value is computed, although a header may also hold some of these numbers. */
export const HEADER_EXTENSIONS: Readonly<Record<string, Extension>> = {
  ARCHSUFFIX: (header) => `.${archName(header)}`,
  CONFLICTNEVRS: (header) => dependencyTexts(header, 'CONFLICT'),
  DBINSTANCE: () => 0,
  ENHANCENEVRS: (header) => dependencyTexts(header, 'ENHANCE'),
  EPOCHNUM: (header) => header.number('EPOCH') ?? 0,
  EVR: (header) => evr(header),
  FILECLASS: fileClasses,
  FILENAMES: (header) => fileNames(header, ''),
  FILENLINKS: fileLinkCounts,
  FILEPROVIDE: (header) => fileDependencies(header, 'P', 'PROVIDE'),
  FILEREQUIRE: (header) => fileDependencies(header, 'R', 'REQUIRE'),
  FILETRIGGERCONDS: (header) => triggerConditions(header, 'FILETRIGGER'),
  FILETRIGGERTYPE: (header) => triggerTypes(header, 'FILETRIGGER'),
  HEADERCOLOR: (header) => header.numbers('FILECOLORS').reduce((all, color) => all | color, 0) & 0x0f,
  HEADERIMAGE: () => undefined,
  HEADERIMMUTABLE: immutableRegion,
  HEADERREGIONS: () => undefined,
  INSTFILENAMES: () => undefined,
  LONGARCHIVESIZE: (header) => header.number('LONGARCHIVESIZE') ?? header.number('ARCHIVESIZE'),
  LONGFILESIZES: (header) => firstFilled(header.numbers('LONGFILESIZES'), header.numbers('FILESIZES')),
  LONGSIGSIZE: (header) => header.number('LONGSIGSIZE') ?? header.number('SIGSIZE'),
  LONGSIZE: (header) => header.number('LONGSIZE') ?? header.number('SIZE'),
  NEVR: (header) => `${header.string('NAME')}-${evr(header)}`,
  NEVRA: (header) => `${header.string('NAME')}-${evr(header)}.${header.string('ARCH')}`,
  NVR: (header) => `${header.string('NAME')}-${header.string('VERSION')}-${header.string('RELEASE')}`,
  NVRA: (header) =>
    `${header.string('NAME')}-${header.string('VERSION')}-${header.string('RELEASE')}.${header.string('ARCH')}`,
  OBSOLETENEVRS: (header) => dependencyTexts(header, 'OBSOLETE'),
  ORIGFILENAMES: (header) => fileNames(header, 'ORIG'),
  PROVIDENEVRS: (header) => dependencyTexts(header, 'PROVIDE'),
  RECOMMENDNEVRS: (header) => dependencyTexts(header, 'RECOMMEND'),
  REQUIRENEVRS: (header) => dependencyTexts(header, 'REQUIRE'),
  SUGGESTNEVRS: (header) => dependencyTexts(header, 'SUGGEST'),
  SUPPLEMENTNEVRS: (header) => dependencyTexts(header, 'SUPPLEMENT'),
  TRANSFILETRIGGERCONDS: (header) => triggerConditions(header, 'TRANSFILETRIGGER'),
  TRANSFILETRIGGERTYPE: (header) => triggerTypes(header, 'TRANSFILETRIGGER'),
  TRIGGERCONDS: (header) => triggerConditions(header, 'TRIGGER'),
  TRIGGERTYPE: (header) => triggerTypes(header, 'TRIGGER'),
  VERBOSE: () => undefined,
};

/** Operator of a versioned dependency, from its flags: `<`, `>`, `=` in that order. */
export function dependencyOperator(flags: number): string {
  return `${flags & 2 ? '<' : ''}${flags & 4 ? '>' : ''}${flags & 8 ? '=' : ''}`;
}

function archName(header: RpmHeader): string {
  if (header.has('SOURCERPM')) return header.string('ARCH') ?? '';
  return header.has('NOSOURCE') || header.has('NOPATCH') ? 'nosrc' : 'src';
}

function evr(header: RpmHeader): string {
  const epoch = header.number('EPOCH');
  return `${epoch === undefined ? '' : `${epoch}:`}${header.string('VERSION')}-${header.string('RELEASE')}`;
}

function fileNames(header: RpmHeader, prefix: string): string[] | undefined {
  const baseNames = header.strings(`${prefix}BASENAMES`);
  if (baseNames.length === 0) return undefined;
  const directories = header.strings(`${prefix}DIRNAMES`);
  const indexes = header.numbers(`${prefix}DIRINDEXES`);
  return baseNames.map((name, index) => `${directories[indexes[index] ?? -1] ?? ''}${name}`);
}

function fileClasses(header: RpmHeader): string[] | undefined {
  const baseNames = header.strings('BASENAMES');
  if (baseNames.length === 0) return undefined;
  const indexes = header.numbers('FILECLASS');
  const names = header.strings('CLASSDICT');
  const links = header.strings('FILELINKTOS');
  return baseNames.map((baseName, file) => {
    const known = names[indexes[file] ?? -1] ?? '';
    return known === '' && links[file] ? `symbolic link to \`${links[file]}'` : known;
  });
}

function fileLinkCounts(header: RpmHeader): number[] | undefined {
  const baseNames = header.strings('BASENAMES');
  if (baseNames.length === 0) return undefined;
  const inodes = header.numbers('FILEINODES');
  const devices = header.numbers('FILEDEVICES');
  const modes = header.numbers('FILEMODES');
  const flags = header.numbers('FILEFLAGS');
  const keys = baseNames.map((name, index) => {
    const regular = ((modes[index] ?? 0) & 0o170000) === 0o100000;
    const ghost = ((flags[index] ?? 0) & 64) !== 0;
    return regular && !ghost ? `${devices[index]}:${inodes[index]}` : undefined;
  });
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keys.map((key) => (key === undefined ? 1 : (counts.get(key) ?? 1)));
}

function fileDependencies(header: RpmHeader, kind: 'P' | 'R', family: string): string[] | undefined {
  const baseNames = header.strings('BASENAMES');
  if (baseNames.length === 0) return undefined;
  const starts = header.numbers('FILEDEPENDSX');
  const counts = header.numbers('FILEDEPENDSN');
  const dictionary = header.numbers('DEPENDSDICT');
  const texts = dependencyTexts(header, family) ?? [];
  return baseNames.map((name, file) => {
    const start = starts[file] ?? 0;
    const references = dictionary.slice(start, start + (counts[file] ?? 0));
    return references
      .filter((reference) => reference >>> 24 === kind.charCodeAt(0))
      .map((reference) => texts[reference & 0x00ffffff] ?? '')
      .join(' ');
  });
}

function dependencyTexts(header: RpmHeader, family: string): string[] | undefined {
  const names = header.strings(`${family}NAME`);
  if (names.length === 0) return undefined;
  const versions = header.strings(`${family}VERSION`);
  const flags = header.numbers(`${family}FLAGS`);
  return names.map((name, index) => {
    const operator = dependencyOperator(flags[index] ?? 0);
    const version = versions[index] ?? '';
    return operator !== '' && version !== '' ? `${name} ${operator} ${version}` : name;
  });
}

/** What each trigger script runs on, its packages or folders in one text. */
function triggerConditions(header: RpmHeader, family: string): string[] | undefined {
  const texts = dependencyTexts(header, family) ?? [];
  return ofEachTrigger(header, family, (conditions) => conditions.map((at) => texts[at]).join(', '));
}

/** When each trigger script runs. All conditions of a script are of one kind. */
function triggerTypes(header: RpmHeader, family: string): string[] | undefined {
  const flags = header.numbers(`${family}FLAGS`);
  return ofEachTrigger(header, family, ([first = -1]) => {
    const found = TRIGGER_TYPES.find(([flag]) => ((flags[first] ?? 0) & flag) !== 0);
    return found?.[1] ?? '';
  });
}

const TRIGGER_TYPES = [
  [1 << 25, 'prein'],
  [1 << 16, 'in'],
  [1 << 17, 'un'],
  [1 << 18, 'postun'],
] as const;

function ofEachTrigger(
  header: RpmHeader,
  family: string,
  describe: (conditions: number[]) => string,
): string[] | undefined {
  const scripts = header.strings(`${family}SCRIPTS`);
  if (scripts.length === 0) return undefined;
  const conditions = scripts.map((): number[] => []);
  for (const [condition, script] of header.numbers(`${family}INDEX`).entries()) {
    conditions[script]?.push(condition);
  }
  return conditions.map(describe);
}

/** The part of the header that signing leaves alone, in the form rpm exports it: without the magic. */
function immutableRegion(header: RpmHeader): Buffer | undefined {
  const { blob } = header;
  const entries = blob.readUInt32BE(8);
  const store = 16 + entries * 16;
  if (entries === 0 || blob.readUInt32BE(16) !== 63) return undefined;
  const trailer = store + blob.readUInt32BE(24);
  if (trailer + 16 > blob.length) return undefined;
  const regionEntries = -blob.readInt32BE(trailer + 8) / 16;
  if (!Number.isInteger(regionEntries) || regionEntries < 1 || regionEntries > entries) return undefined;
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(regionEntries, 0);
  sizes.writeUInt32BE(trailer + 16 - store, 4);
  return Buffer.concat([
    sizes,
    blob.subarray(16, 16 + regionEntries * 16),
    blob.subarray(store, trailer + 16),
  ]);
}

function firstFilled(first: number[], second: number[]): number[] {
  return first.length > 0 ? first : second;
}
