import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixture, hasProgram, run } from '../test/tools.js';
import { checkRpmFile, hasSoundPayload } from './check-digests.js';
import { readPayloadEntries } from './cpio.js';
import { getHeaderField } from './header-field.js';
import { readHeader } from './read-header.js';

const directory = mkdtempSync(join(tmpdir(), 'kojikit-built-'));
afterAll(() => rmSync(directory, { recursive: true }));

const FILES = 4000;
const SPEC = `
Name: many
Version: 1.0~rc1^git2
Release: 1
Epoch: 0
Summary: A package of many files
Summary(de): Ein Paket mit vielen Dateien
License: MIT
BuildArch: noarch
Requires: (a or b), c >= 1:2-3
%description
Many files.
%description -l de
Viele Dateien.
%install
mkdir -p %{buildroot}/srv/many
for n in $(seq %{count}); do echo "file $n" > %{buildroot}/srv/many/a-file-with-a-rather-long-name-$n; done
ln %{buildroot}/srv/many/a-file-with-a-rather-long-name-1 %{buildroot}/srv/many/hardlink
ln -s hardlink %{buildroot}/srv/many/symlink
%triggerin -- bash < 5, zsh
true
%triggerpostun -- old
true
%filetriggerin -- /usr/lib /usr/share
cat
%transfiletriggerun -- /etc
cat
%files
/srv/many
`;

/** Builds the package of many files; `payload` is rpm's way to name a compression. */
function build(payload: string, count: number): string {
  const top = join(directory, payload);
  mkdirSync(top, { recursive: true });
  const spec = join(top, 'many.spec');
  writeFileSync(spec, SPEC);
  const macros = { _topdir: top, _binary_payload: payload, count, __os_install_post: '%{nil}' };
  const defines = Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
  run('rpmbuild', ['-bb', '--quiet', '--nodeps', ...defines, spec]);
  const built = join(top, 'RPMS', 'noarch');
  return join(built, readdirSync(built)[0] ?? '');
}

describe('packages built by rpmbuild', () => {
  beforeEach(({ skip }) => skip(!hasProgram('rpmbuild'), 'rpmbuild is not installed'));

  it('with thousands of files have a header that is read in whole', async () => {
    const path = build('w2.gzdio', FILES);
    const { header, headerRange, size } = await checkRpmFile(path);
    expect(headerRange.end - headerRange.start).toBeGreaterThan(300_000);
    expect(size).toBeGreaterThan(headerRange.end);
    const names = getHeaderField(header, 'FILENAMES') as string[];
    expect(names).toHaveLength(FILES + 3);
    expect(`${names.join('\n')}\n`).toBe(run('rpm', ['-qpl', path]));
    expect(getHeaderField(header, 'NEVRA')).toBe('many-0:1.0~rc1^git2-1.noarch');
    expect(getHeaderField(header, 'SUMMARY')).toBe('A package of many files');
    expect(header.strings('SUMMARY')).toEqual(['A package of many files', 'Ein Paket mit vielen Dateien']);
    expect(getHeaderField(header, 'REQUIRENEVRS')).toEqual(
      expect.arrayContaining(['(a or b)', 'c >= 1:2-3']),
    );
    expect(getHeaderField(header, 'FILENLINKS')).toContain(2);
    expect(getHeaderField(header, 'TRIGGERCONDS')).toEqual(['bash < 5, zsh', 'old']);
    expect(getHeaderField(header, 'TRIGGERTYPE')).toEqual(['in', 'postun']);
    expect(getHeaderField(header, 'FILETRIGGERCONDS')).toEqual(['/usr/lib, /usr/share']);
    expect(getHeaderField(header, 'FILETRIGGERTYPE')).toEqual(['in']);
    expect(getHeaderField(header, 'TRANSFILETRIGGERCONDS')).toEqual(['/etc']);
    expect(getHeaderField(header, 'TRANSFILETRIGGERTYPE')).toEqual(['un']);
    expect(await hasSoundPayload(path)).toBe(true);
  });

  it.for([
    ['gzip', 'w1.gzdio'],
    ['xz', 'w1.xzdio'],
    ['lzma', 'w1.lzdio'],
    ['bzip2', 'w1.bzdio'],
    ['zstd', 'w1.zstdio'],
    ['none', 'w.ufdio'],
  ] as const)(
    'compressed with %s have a payload that is read file by file',
    async ([method, payload], { skip }) => {
      const needed = method === 'lzma' ? 'xz' : method;
      const missing = method !== 'gzip' && method !== 'none' && !hasProgram(needed);
      skip(missing, `${needed} is not installed`);
      const path = build(payload, 40);
      expect((await readHeader(path)).header.string('PAYLOADCOMPRESSOR') ?? 'none').toBe(method);
      let files = 0;
      let content = '';
      for await (const entry of readPayloadEntries(path)) {
        files += 1;
        if (!entry.name.endsWith('-40') && !entry.name.endsWith('symlink')) continue;
        for await (const chunk of entry.content()) content += chunk.toString();
      }
      expect(files).toBe(43);
      expect(content).toBe('file 40\nhardlink');
    },
  );
});

describe('a payload', () => {
  it('can be left before its end', async () => {
    for await (const entry of readPayloadEntries(fixture('tinylib-1.0-1.x86_64.rpm'))) {
      expect(entry).toMatchObject({ name: './etc/tinylib.conf', mode: 0o100644, size: 12 });
      break;
    }
  });
});
