import { expect, it } from 'vitest';
import { quiet } from '../../test/root-setup.js';
import { byConfig, readAnswer } from './allowed-scm.js';
import { isScmUrl, parseScmUrl } from './scm-url.js';

const URL_TEXT = 'git+https://git.example.com/rpms/../rpms/bash.git?dist/f40#abc123';

it('takes a source URL apart as Koji does', () => {
  expect(parseScmUrl(URL_TEXT)).toEqual({
    url: URL_TEXT,
    type: 'GIT',
    scheme: 'git+https://',
    user: null,
    host: 'git.example.com',
    repository: '/rpms/bash.git',
    module: 'dist/f40',
    revision: 'abc123',
  });
  expect(parseScmUrl('git+ssh://me@host/x#y')).toMatchObject({ type: 'GIT+SSH', user: 'me', module: '' });
  expect(parseScmUrl('svn+https://host/x?trunk/#7')).toMatchObject({ type: 'SVN', module: 'trunk' });
  expect(isScmUrl('cli-build/1.x/bash.src.rpm')).toBe(false);
  expect(isScmUrl('https://host/x#y')).toBe(false);
});

it.each([
  ['https://host/x#y', /^Invalid scheme in scm url\. Valid schemes are: cvs\+ssh:\/\/ cvs:\/\/ git\+file:/],
  ['git://host#y', /Could not find the path element/],
  ['git://host/x', /Could not find the fragment element/],
  ['git:///x#y', /Could not find the netloc element/],
  ['git+file://host/x#y', /leads to the builder itself and takes no host or user/],
  ['git://a@b@host/x#y', /Invalid username@hostname specified/],
  ['git://host/x;type=a#y', /Params element type=a should be empty/],
  ['git://host/x#--upload-pack=touch', /no dash or plus at its start/],
  ['git://host/x#a:b', /it may have no colon/],
  ['git://host/x?../../etc#y', /must be a folder inside the repository/],
  ['git://-oProxyCommand=x/y#z', /leading dash of its host/],
  ['git+ssh://-oProxyCommand=x@host/y#z', /leading dash of its host or user/],
  ['git://host/--upload-pack=x#y', /leading dash/],
  ['git://host/x#y z', /white space/],
])('refuses %s', (url, message) => {
  expect(() => parseScmUrl(url)).toThrow(message);
});

it('takes a password only where kojid.conf allows one, and never tells it', () => {
  const url = 'git+https://me:secret@host/x#y';
  expect(() => parseScmUrl(url)).toThrow('username:password format not supported: me:***');
  expect(parseScmUrl(url, { allowPassword: true }).user).toBe('me:secret');
});

const scm = parseScmUrl('git://git.example.com/rpms/bash#y');

it.each([
  ['git.example.com:/rpms/*', { useCommon: true, sourceCommand: ['make', 'sources'] }],
  ['*:/other/* *:*:no', { useCommon: false, sourceCommand: ['make', 'sources'] }],
  ['*.example.com:/rpms/*:off:fedpkg,sources', { useCommon: false, sourceCommand: ['fedpkg', 'sources'] }],
  ['nonsense *:*:1:', { useCommon: true, sourceCommand: undefined }],
])('reads allowed_scms = %s', (entries, options) => {
  expect(byConfig(scm, entries.split(' '), quiet)).toEqual(options);
});

it.each([[''], ['other:*'], ['!git.example.com:/rpms/* *:*']])('is not allowed by %j', (entries) => {
  expect(() => byConfig(scm, entries.split(' '), quiet)).toThrow(
    'git.example.com:/rpms/bash is not in the list of allowed SCMs',
  );
});

const local = parseScmUrl('git+file:///srv/git/bash#y');

it('allows a repository on the builder only by an entry without a host', () => {
  expect(byConfig(local, [':/srv/git/*:no'], quiet)).toMatchObject({ useCommon: false });
  for (const entries of [['*:*'], ['!:/srv/git/*', ':*'], ['!*:*', ':*'], ['host:/srv/git/*']])
    expect(() => byConfig(local, entries, quiet)).toThrow(
      ':/srv/git/bash is not in the list of allowed SCMs',
    );
  expect(() => byConfig(scm, [':*'], quiet)).toThrow('is not in the list');
});

const before = { useCommon: true, sourceCommand: ['make', 'sources'] };

it.each([
  ['allow', { useCommon: false, sourceCommand: ['make', 'sources'] }],
  ['allow use_common', { useCommon: true, sourceCommand: ['make', 'sources'] }],
  ['allow use_common fedpkg sources', { useCommon: true, sourceCommand: ['fedpkg', 'sources'] }],
  ['yes none', { useCommon: false, sourceCommand: undefined }],
])('reads the answer %j of the policy', (answer, options) => {
  expect(readAnswer(scm, answer, before)).toEqual(options);
});

it('gives the reason of a policy that denies', () => {
  expect(() => readAnswer(scm, 'deny not today', before)).toThrow(
    'SCM: git.example.com:/rpms/bash is not allowed, reason: not today',
  );
  expect(() => readAnswer(scm, '', before)).toThrow('reason: None');
});
