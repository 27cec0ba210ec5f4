import { expect, it } from 'vitest';
import { capabilityNames } from './capability-names.js';

it.each([
  ['libfoo-devel >= 2.0', 'libfoo-devel'],
  ['pkgconfig(libxml-2.0) >= 2.9', 'libxml2-devel'],
  ['pkgconfig(gtk+-3.0)', 'gtk3-devel'],
  ['cmake(Zstd)', 'zstd-devel'],
  ['perl(File::ShareDir::Install)', 'perl-File-ShareDir-Install'],
  ['python3dist(requests[socks]) >= 2.22', 'python3-requests'],
  ['python3.13dist(attrs)', 'python3-attrs'],
  ['crate(serde/default) = 1.0', 'rust-serde-devel'],
  ['libicuuc.so.74()(64bit)', 'libicuuc'],
  ['libssl.so.3(OPENSSL_3.0.0)(64bit)', 'libssl'],
  ['/usr/bin/msgfmt', 'msgfmt'],
  ['widget(x86-64) = 2.1-3.fc42', 'widget'],
  ['rubygem(rake)', 'rubygem-rake'],
])('%s may be in a package named %s', (capability, name) => {
  expect(capabilityNames(capability)).toContain(name);
});

it('what is no capability has no names', () => {
  expect(capabilityNames('')).toEqual([]);
  expect(capabilityNames('((')).toEqual([]);
});
