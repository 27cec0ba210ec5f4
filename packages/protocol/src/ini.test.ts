import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isFault, parseIni, readIniFiles } from './index.js';

const text = `# a comment
; another
[hub]
DBName = koji
KojiDir: /mnt/koji
Empty =
MaxJobs = 15
EnableMaven = Yes
percent = 100%% of %(it)s # not a comment
url = http://h:80/x?a=b

[policy]
tag =
    has_perm admin :: allow
    # left out

    all :: deny
channel = x
`;

test('sections, keys and values are read as by RawConfigParser', () => {
  const ini = parseIni(text, 'hub.conf');
  expect(ini.sections()).toEqual(['hub', 'policy']);
  expect(ini.string('hub', 'dbname')).toBe('koji');
  expect(ini.string('hub', 'kojidir')).toBe('/mnt/koji');
  expect(ini.string('hub', 'Empty')).toBe('');
  expect(ini.string('hub', 'percent')).toBe('100%% of %(it)s # not a comment');
  expect(ini.string('hub', 'url')).toBe('http://h:80/x?a=b');
  expect(ini.int('hub', 'MaxJobs')).toBe(15);
  expect(ini.bool('hub', 'EnableMaven')).toBe(true);
  expect(ini.string('hub', 'missing')).toBeUndefined();
  expect(ini.string('missing', 'missing')).toBeUndefined();
  expect(ini.location('policy', 'tag')).toEqual({ file: 'hub.conf', line: 13 });
});

test('a value goes on in lines that are indented deeper', () => {
  const ini = parseIni(text, 'hub.conf');
  expect(ini.string('policy', 'tag')).toBe('\nhas_perm admin :: allow\n\nall :: deny');
  expect(ini.keys('policy')).toEqual(['tag', 'channel']);
});

test('the section DEFAULT applies to all others', () => {
  const ini = parseIni('[DEFAULT]\na = 1\nb = 1\n[x]\nb = 2\n', 'f');
  expect(ini.values('x')).toEqual({ a: '1', b: '2' });
  expect(ini.sections()).toEqual(['x']);
});

test.each(['1', 'yes', 'TRUE', 'On'])('%s is true', (word) => {
  expect(parseIni(`[a]\nb=${word}`, 'f').bool('a', 'b')).toBe(true);
});

test.each(['0', 'no', 'False', 'OFF'])('%s is false', (word) => {
  expect(parseIni(`[a]\nb=${word}`, 'f').bool('a', 'b')).toBe(false);
});

test('a value of the wrong kind is named with its place', () => {
  const ini = parseIni('[a]\nb = maybe\nc = 1.5\n', 'kojid.conf');
  expect(() => ini.bool('a', 'b')).toThrow('kojid.conf:2: [a] b is not a boolean: "maybe"');
  expect(() => ini.int('a', 'c')).toThrow('kojid.conf:3: [a] c is not an integer: "1.5"');
  expect(() => ini.float('a', 'b')).toThrow('kojid.conf:2: [a] b is not a number');
  expect(ini.float('a', 'c')).toBe(1.5);
});

test('all mistakes of a file are reported together', () => {
  let caught: unknown;
  try {
    parseIni('[a]\nb = 1\nnonsense\nb = 2\n[a]\n = 3\n', 'f.conf');
  } catch (error) {
    caught = error;
  }
  expect(isFault(caught, 'ConfigurationError')).toBe(true);
  expect((caught as Error).message.split('\n')).toEqual([
    'f.conf:3: neither a section nor an assignment: "nonsense"',
    'f.conf:4: b stands twice in section [a]',
    'f.conf:5: section [a] stands twice',
    'f.conf:6: neither a section nor an assignment: "= 3"',
  ]);
  expect(() => parseIni('a = 1\n', 'f')).toThrow('f:1: no section header before "a = 1"');
});

test('files and folders are read in order, later values win', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ini-'));
  try {
    mkdirSync(join(folder, 'conf.d'));
    writeFileSync(join(folder, 'main.conf'), '[a]\nx = main\ny = main\n');
    writeFileSync(join(folder, 'conf.d', '20.conf'), '[a]\ny = twenty\n');
    writeFileSync(join(folder, 'conf.d', '10.conf'), '[a]\ny = ten\n[b]\nz = ten\n');
    writeFileSync(join(folder, 'conf.d', 'readme.txt'), 'not a configuration\n');
    const ini = readIniFiles([
      join(folder, 'main.conf'),
      join(folder, 'conf.d'),
      join(folder, 'nowhere.conf'),
    ]);
    expect(ini.values('a')).toEqual({ x: 'main', y: 'twenty' });
    expect(ini.location('b', 'z')?.file).toBe(join(folder, 'conf.d', '10.conf'));
    expect(() => readIniFiles([{ path: join(folder, 'nowhere.conf'), required: true }])).toThrow(
      "can't be opened",
    );
    const throughFile = join(folder, 'main.conf', 'beyond.conf');
    expect(readIniFiles([throughFile]).sections()).toEqual([]);
    expect(() => readIniFiles([{ path: throughFile, required: true }])).toThrow(
      `Config file ${throughFile} can't be opened.`,
    );
    mkdirSync(join(folder, 'empty'));
    expect(readIniFiles([join(folder, 'empty')]).sections()).toEqual([]);
    expect(() => readIniFiles([{ path: join(folder, 'empty'), required: true }])).toThrow(
      'No config files found',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
