import type { HeaderEntry, RpmHeader } from './rpm-header.js';

/** Tags of the signature header that rpm hands out under another number in the package's header. */
const LEGACY_SIGNATURE_TAGS: Readonly<Record<number, number>> = {
  1000: 257,
  1002: 259,
  1004: 261,
  1005: 262,
  1006: 263,
  1007: 1046,
};
const FIRST_SIGNATURE_TAG = 256;
const FIRST_PACKAGE_TAG = 1000;
const SOURCE_PACKAGE = 1106;
const OLD_FILE_NAMES = 1027;
const INT32 = 4;
const STRING_ARRAY = 8;

/**
 * The header as rpm hands it out after reading a package: with the tags of the signature header, with
 * SOURCEPACKAGE on every source package, and with the file list of old packages in today's form.
 */
export function retrofitHeader(header: RpmHeader, signature: RpmHeader): RpmHeader {
  return header.extended([...signatureEntries(signature), ...sourcePackage(header), ...fileList(header)]);
}

function* signatureEntries(signature: RpmHeader): Iterable<HeaderEntry> {
  for (const entry of signature.entries()) {
    const legacy = LEGACY_SIGNATURE_TAGS[entry.tag];
    if (legacy !== undefined) yield { ...entry, tag: legacy };
    else if (entry.tag >= FIRST_SIGNATURE_TAG && entry.tag < FIRST_PACKAGE_TAG) yield entry;
  }
}

function* sourcePackage(header: RpmHeader): Iterable<HeaderEntry> {
  if (!header.has('SOURCERPM')) yield numberEntry(SOURCE_PACKAGE, [1]);
}

function* fileList(header: RpmHeader): Iterable<HeaderEntry> {
  if (!header.has(OLD_FILE_NAMES) || header.has('BASENAMES')) return;
  const directories = new Map<string, number>();
  const names = header.strings(OLD_FILE_NAMES);
  const indexes = names.map((name) => {
    const directory = name.slice(0, name.lastIndexOf('/') + 1);
    const known = directories.get(directory) ?? directories.size;
    directories.set(directory, known);
    return known;
  });
  yield numberEntry(1116, indexes);
  yield stringsEntry(
    1117,
    names.map((name) => name.slice(name.lastIndexOf('/') + 1)),
  );
  yield stringsEntry(1118, [...directories.keys()]);
}

function numberEntry(tag: number, values: readonly number[]): HeaderEntry {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => data.writeUInt32BE(value, index * 4));
  return { tag, type: INT32, count: values.length, data };
}

function stringsEntry(tag: number, values: readonly string[]): HeaderEntry {
  const data = Buffer.from(values.map((value) => `${value}\0`).join(''), 'utf8');
  return { tag, type: STRING_ARRAY, count: values.length, data };
}
