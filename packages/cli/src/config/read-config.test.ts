import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from './read-config.js';

let home: string;
const realHome = process.env['HOME'];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'koji-config-'));
  mkdirSync(join(home, '.koji', 'config.d'), { recursive: true });
  process.env['HOME'] = home;
});

afterEach(() => {
  process.env['HOME'] = realHome;
  rmSync(home, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(home, name);
  writeFileSync(file, text);
  return file;
}

describe('reading a profile', () => {
  it("takes the user's own files, the last one of which wins", () => {
    write('.koji/config.d/a.conf', '[koji]\nserver = http://a/kojihub\ntopurl = http://a/kojifiles\n');
    write('.koji/config', '[koji]\nserver = http://b/kojihub\n');
    expect(readConfig({ profile: 'koji' })).toMatchObject({
      server: 'http://b/kojihub',
      topurl: 'http://a/kojifiles',
      pollInterval: 6,
      topdir: '/mnt/koji',
    });
  });

  it('takes a named file instead of them', () => {
    write('.koji/config', '[koji]\nserver = http://b/kojihub\n');
    const configFile = write(
      'other.conf',
      '[koji]\nweburl = http://c/koji\n[stage]\nserver = http://s/kojihub\n',
    );
    expect(readConfig({ profile: 'koji', configFile })).toMatchObject({
      server: 'http://localhost/kojihub',
      weburl: 'http://c/koji',
    });
    expect(readConfig({ profile: 'stage', configFile }).server).toBe('http://s/kojihub');
  });

  it('puts values of the section into other values', () => {
    const configFile = write('c', '[koji]\nhost = h.example.com\nserver = https://%(host)s/hub%%20\n');
    expect(readConfig({ profile: 'koji', configFile }).server).toBe('https://h.example.com/hub%20');
  });

  it('reads numbers and booleans', () => {
    const configFile = write('c', '[koji]\nmax_retries = 3\nanon_retry = yes\npoll_interval = 1\n');
    expect(readConfig({ profile: 'koji', configFile })).toMatchObject({
      maxRetries: 3,
      anonRetry: true,
      pollInterval: 1,
    });
  });

  it('refuses numbers that are none', () => {
    const configFile = write('c', '[koji]\nmax_retries = many\n');
    expect(() => readConfig({ profile: 'koji', configFile })).toThrow(
      'value for max_retries config option must be a valid integer',
    );
  });

  it('refuses unknown profiles and missing files', () => {
    const configFile = write('c', '[koji]\n');
    expect(() => readConfig({ profile: 'other', configFile })).toThrow(
      'no configuration for profile name: other',
    );
    expect(() => readConfig({ profile: 'koji', configFile: '/nowhere' })).toThrow(
      "Config file /nowhere can't be opened.",
    );
  });

  it('needs no configuration where the hub is named on the command line', () => {
    write('.koji/config', '');
    expect(readConfig({ profile: 'koji', profileOptional: true }).topdir).toBe('/mnt/koji');
  });

  it('uses a certificate in its usual place, and none where there is none', () => {
    const configFile = write('c', '[koji]\n');
    expect(readConfig({ profile: 'koji', configFile }).cert).toBe('');
    const cert = write('.koji/client.crt', '');
    expect(readConfig({ profile: 'koji', configFile }).cert).toBe(cert);
  });
});
