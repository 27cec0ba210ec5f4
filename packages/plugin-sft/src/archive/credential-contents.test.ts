import { describe, expect, it } from 'vitest';
import { Filters } from './filters.js';

const filters = new Filters({ patterns: [], ignoreCase: false, prefix: 'root' });
const KEY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';

/** Which rule leaves out a file of this name with these contents. */
function ruleFor(path: string, contents: string | Buffer): string | undefined {
  return filters.matchContents(path, filters.suspects([path]), Buffer.from(contents))?.rule;
}

describe('private keys of any name', () => {
  it.each([
    ['PEM', `-----BEGIN PRIVATE KEY-----\n${KEY}\n-----END PRIVATE KEY-----\n`],
    [
      'after a certificate',
      `-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\n${KEY}\n`,
    ],
    [
      'old PEM, encrypted',
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\n${KEY}\n`,
    ],
    ['OpenSSH', `-----BEGIN OPENSSH PRIVATE KEY-----\n${KEY}\n`],
    ['PGP', `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 2\n\n${KEY}\n`],
    ['PGP without headers', `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${KEY}\n`],
    ['with the line ends of Windows', `-----BEGIN EC PRIVATE KEY-----\r\n${KEY}\r\n`],
    ['in YAML', `key: |\n    -----BEGIN PRIVATE KEY-----\n    ${KEY}\n`],
    ['PuTTY', `PuTTY-User-Key-File-3: ssh-rsa\n`],
    ['Google', `{ "type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\n${KEY}" }`],
  ])('are known: %s', (how, text) => expect(ruleFor('/builddir/data', text)).toBe('private-key-contents'));

  it.each([
    ['a certificate', `-----BEGIN CERTIFICATE-----\n${KEY}\n`],
    ['a public key', `-----BEGIN PUBLIC KEY-----\n${KEY}\n`],
    ['a manual', 'The file starts with\n-----BEGIN PRIVATE KEY-----\nand ends with …\n'],
    ['source code', `if (line == "-----BEGIN PRIVATE KEY-----")\n  return "${KEY}";\n`],
    ['a list of labels', '-----BEGIN RSA PRIVATE KEY-----\n-----BEGIN EC PRIVATE KEY-----\n'],
    ['nothing', ''],
  ])('%s is none', (what, text) => expect(ruleFor('/builddir/data', text)).toBeUndefined());
});

describe('files of Kerberos of any name', () => {
  // The begin of each as MIT Kerberos lays them out, for a@EXAMPLE.ORG.
  const keytab =
    '0502000000330001000b4558414d504c452e4f5247000161000000010000000001001200200102030405060708090a0b0c0d0e0f10';
  const cache =
    '0504000c00010008ffffffff000000000000000100000001' + '0000000b4558414d504c452e4f5247' + '0000000161';
  it.each([
    ['a key table', keytab],
    ['a key table whose first entry was removed', `0502${'ffffffc4'}${'00'.repeat(60)}${keytab.slice(4)}`],
    ['a cache', cache],
    ['a cache of version 3', `0503${cache.slice(32)}`],
  ])('are known: %s', (what, hex) => {
    expect(ruleFor('/builddir/data', Buffer.from(hex, 'hex'))).toBe('kerberos-contents');
  });

  it.each([
    '05',
    '0502',
    '05020000003300',
    '0504ffff00000000000000000000000000',
    `0502${'00'.repeat(200)}`,
    `0504${'ff'.repeat(200)}`,
  ])('bytes that only begin like one are none: %s', (hex) =>
    expect(ruleFor('/builddir/data', Buffer.from(hex, 'hex'))).toBeUndefined(),
  );
});

describe('files that are left out when they hold a password', () => {
  it.each([
    [
      '/etc/yum.repos.d/a.repo',
      '[a]\nbaseurl=https://x.example.org\nusername=me\npassword=pw\n',
      'repositories',
    ],
    ['/etc/yum.repos.d/a.repo', '[a]\nbaseurl = https://me:p%40w$1@x.example.org/\n', 'repositories'],
    ['/builddir/build/local.repo', '[a]\n  proxy_password = x\n', 'repositories'],
    ['/etc/dnf/dnf.conf', '[main]\nproxy=http://a:b@proxy.example.org:3128\n', 'repositories'],
    ['/etc/apt/sources.list.d/a.list', 'deb https://a:b@x.example.org/debian stable main\n', 'repositories'],
    ['/root/.config/pip/pip.conf', '[global]\nindex-url = https://a:b@x.example.org/simple\n', 'pip-urls'],
    [
      '/builddir/pkg/.git/config',
      '[remote "origin"]\n\turl = https://oauth2:t0ken@x.example.org/a.git\n',
      'git-urls',
    ],
    [
      '/builddir/pkg/.git/config',
      '[remote "origin"]\n\turl = https://ghp_abcdef@github.com/a.git\n',
      'git-urls',
    ],
    [
      '/builddir/pkg/.git/config',
      '[http "https://x"]\n\textraheader = AUTHORIZATION: basic eDp5\n',
      'git-urls',
    ],
    ['/root/.cargo/config.toml', '[registry]\ntoken = "abc"\n', 'cargo-tokens'],
    ['/root/.yarnrc.yml', 'npmAuthToken: "abc"\n', 'javascript'],
    ['/etc/npmrc', '//registry.example.org/:_authToken=abc\n', 'javascript'],
  ])('%s: %j', (path, text, rule) => expect(ruleFor(path, text)).toBe(rule));

  it.each([
    [
      '/etc/yum.repos.d/fedora.repo',
      '[fedora]\nmetalink=https://mirrors.example.org/?repo=f$releasever&arch=a\ngpgkey=file:///etc/x\n',
    ],
    ['/etc/yum.repos.d/a.repo', '[a]\npassword=\nbaseurl=https://x.example.org:8443/path@1/\n'],
    [
      '/builddir/pkg/.git/config',
      '[remote "origin"]\n\turl = https://me@x.example.org/a.git\n\tother = git@x.example.org:a.git\n',
    ],
    ['/builddir/pkg/.git/config', '[remote "origin"]\n\turl = ssh://git@x.example.org:22/a.git\n'],
    ['/builddir/pkg/.cargo/config.toml', '[source.crates-io]\nreplace-with = "local-registry"\n'],
    ['/builddir/pkg/src/main.c', 'char *url = "https://a:b@x.example.org";\npassword = x;\n'],
  ])('%s stays: %j', (path, text) => expect(ruleFor(path, text)).toBeUndefined());

  it('is decided in reasonable time whatever they hold', () => {
    const long = [...'a. -"\n:/'].map((character) => character.repeat(65_536));
    const mixed = ['a.', 'x://', 'a:', '-----BEGIN A ', 'token', '_', '\n '].map((text) =>
      text.repeat(20_000).slice(0, 65_536),
    );
    for (const text of [...long, ...mixed]) {
      for (const path of ['/a.repo', '/etc/npmrc', '/x'])
        expect(ruleFor(path, `${text}PRIVATE KEY`)).toBeUndefined();
    }
  });
});
