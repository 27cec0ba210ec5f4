import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixture, hasProgram, run } from '../test/tools.js';
import { fileDigestAlgorithm } from './digest-algorithm.js';
import { getDependencies } from './dependencies.js';
import { getHeaderField, getHeaderFields, headerFieldNames } from './header-field.js';
import { readHeader } from './read-header.js';

const BINARY = fixture('tinylib-1.0-1.x86_64.rpm');
const SOURCE = fixture('tinylib-1.0-1.src.rpm');
const PACKAGES = readdirSync(fixture('.')).filter((name) => name.endsWith('.rpm'));

describe('getHeaderFields', () => {
  it('answers under the names that were asked, lists for lists and null for what is missing', async () => {
    expect(
      await getHeaderFields(BINARY, ['name', 'Epoch', 'ARCH', 'installtime', 'nosource', 'sourcepackage']),
    ).toEqual({
      name: 'tinylib',
      Epoch: 2,
      ARCH: 'x86_64',
      installtime: null,
      nosource: [],
      sourcepackage: null,
    });
    expect(await getHeaderFields(SOURCE, ['sourcepackage', 'sourcerpm', 'arch'])).toEqual({
      sourcepackage: 1,
      sourcerpm: null,
      arch: 'x86_64',
    });
  });

  it('answers src for the arch of a source package on request', async () => {
    const { header } = await readHeader(SOURCE);
    expect(getHeaderField(header, 'arch', { sourceArch: true })).toBe('src');
    expect(getHeaderField((await readHeader(BINARY)).header, 'arch', { sourceArch: true })).toBe('x86_64');
  });

  it('joins directories and names to FILENAMES', async () => {
    const { filenames } = await getHeaderFields(readFileSync(BINARY), ['filenames']);
    expect(filenames).toEqual([
      '/etc/tinylib.conf',
      '/usr/share/tinylib',
      '/usr/share/tinylib/cache',
      '/usr/share/tinylib/current',
      '/usr/share/tinylib/data.txt',
    ]);
  });

  it("answers every field of the header without names, the signature header's among them", async () => {
    const fields = await getHeaderFields(BINARY);
    expect(fields).toMatchObject({
      NAME: 'tinylib',
      SIZE: 29,
      SIGSIZE: 2921,
      FILELANGS: ['', '', '', '', ''],
    });
    expect((fields['SIGMD5'] as Buffer).toString('hex')).toBe(
      '6d09402c2413987176501365 6cb2acd1'.replace(' ', ''),
    );
  });

  it('refuses names that are no tags', async () => {
    await expect(getHeaderFields(BINARY, ['bogus'])).rejects.toThrow('No such rpm header field: BOGUS');
    await expect(getHeaderFields(BINARY, ['RPMTAG_NAME'])).rejects.toThrow(
      'No such rpm header field: RPMTAG_NAME',
    );
  });

  it('knows dependencies and the digest algorithm', async () => {
    const { header } = await readHeader(BINARY);
    expect(getDependencies(header, 'CONFLICT')).toEqual([{ name: 'hugelib', version: '2', flags: 2 }]);
    expect(getDependencies(header, 'SUPPLEMENT')).toEqual([]);
    expect(fileDigestAlgorithm(header)).toBe('sha256');
  });
});

describe('beside rpm', () => {
  beforeEach(({ skip }) => skip(!hasProgram('rpm'), 'rpm is not installed'));

  it.each(PACKAGES)('%s has the fields that rpm -qp shows', async (name) => {
    const path = fixture(name);
    const { header } = await readHeader(path);
    const scalars = [
      'NAME',
      'EPOCHNUM',
      'NEVRA',
      'SUMMARY',
      'DESCRIPTION',
      'LONGSIZE',
      'BUILDTIME',
      'SHA256HEADER',
    ];
    for (const tag of scalars) {
      expect(String(getHeaderField(header, tag)), tag).toBe(run('rpm', ['-qp', '--qf', `%{${tag}}`, path]));
    }
    for (const tag of [
      'FILENAMES',
      'REQUIRENEVRS',
      'PROVIDENEVRS',
      'FILEDIGESTS',
      'FILEMODES',
      'CHANGELOGTIME',
    ]) {
      const shown = run('rpm', ['-qp', '--qf', `[%{${tag}}\\n]`, path]);
      const values = (getHeaderField(header, tag) as unknown[]).map((value) => `${String(value)}\n`);
      expect(values.join(''), tag).toBe(shown);
    }
  });
});

const DUMP = `
import json, rpm, sys
ts = rpm.TransactionSet()
ts.setVSFlags(rpm._RPMVSF_NOSIGNATURES | rpm._RPMVSF_NODIGESTS)
def plain(value):
    if isinstance(value, bytes): return {'hex': value.hex()}
    return [plain(item) for item in value] if isinstance(value, list) else value
for path in sys.argv[1:]:
    with open(path, 'rb') as file:
        header = ts.hdrFromFdno(file.fileno())
    names = sorted(name[7:] for name in dir(rpm) if name.startswith('RPMTAG_') and name != 'RPMTAG_NOT_FOUND')
    values = {name: plain(header[getattr(rpm, 'RPMTAG_' + name)]) for name in names}
    print(json.dumps({'values': values, 'keys': [rpm.tagnames[key] for key in header.keys()]}))
`;
const python = ['/usr/bin/python3', 'python3'].find(
  (program) => spawnSync(program, ['-c', 'import rpm']).status === 0,
);

describe("beside rpm's python module", () => {
  beforeEach(({ skip }) => skip(python === undefined, "rpm's python module is not installed"));

  it('every tag it knows has its value, in each of the packages', async () => {
    const paths = PACKAGES.map((name) => fixture(name));
    const lines = run(python ?? '', ['-c', DUMP, ...paths])
      .trim()
      .split('\n');
    expect(lines).toHaveLength(paths.length);
    for (const [index, path] of paths.entries()) {
      const dump = JSON.parse(lines[index] ?? '') as { values: Record<string, unknown>; keys: string[] };
      const { header } = await readHeader(path);
      expect(headerFieldNames(header)).toEqual(dump.keys);
      for (const [name, expected] of Object.entries(dump.values)) {
        let actual: unknown = getHeaderField(header, name);
        if (Buffer.isBuffer(actual)) actual = { hex: actual.toString('hex') };
        const wanted = sizeFallback(name, expected, dump.values);
        expect(actual, `${name} of ${path}`).toEqual(wanted);
      }
    }
  });
});

/** Koji falls back to the 64-bit twin of a missing size; rpm alone does not. */
function sizeFallback(name: string, value: unknown, all: Record<string, unknown>): unknown {
  const isSize = ['SIZE', 'ARCHIVESIZE', 'FILESIZES', 'SIGSIZE'].includes(name);
  const isMissing = value === null || (Array.isArray(value) && value.length === 0);
  return isSize && isMissing ? all[`LONG${name}`] : value;
}
