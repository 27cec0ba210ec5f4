import { describe, expect, it } from 'vitest';
import { Filters } from './filters.js';

const prefix = 'var/lib/mock/f30-1-1/root';
const filters = (...patterns: string[]) => new Filters({ patterns, ignoreCase: false, prefix });

describe('filters', () => {
  it.each([
    '/tmp/secret_data',
    'tmp/secret_data',
    '*/tmp/secret_data',
    '/tmp/secret_data/',
    '*/secret*',
    'var/lib/mock/*/root/tmp/secret_data',
    '/var/lib/mock/*/root/tmp/secret_data',
  ])('match with and without a slash in front, and in the archive: %s', (pattern) => {
    expect(filters(pattern).match('/tmp/secret_data')).toBe(true);
    expect(filters(pattern).match('/tmp/harmless')).toBe(false);
  });

  it('are anchored: a path says where', () => {
    expect(filters('/tmp/secret').match('/home/tmp/secret')).toBe(false);
    expect(filters('tmp/secret').match('/home/tmp/secret')).toBe(false);
  });

  it('mind case unless they are told not to', () => {
    expect(filters('/tmp/secret').match('/tmp/SECRET')).toBe(false);
    expect(new Filters({ patterns: ['/tmp/secret'], ignoreCase: true, prefix }).match('/TMP/SECRET')).toBe(
      true,
    );
  });

  it('take characters, not bytes, where a name is UTF-8', () => {
    const bytes = Buffer.from('/tmp/é').toString('latin1');
    expect(filters('/tmp/?').match(bytes)).toBe(true);
    expect(filters('/tmp/é').match(bytes)).toBe(true);
    expect(filters('/tmp/?').match('/tmp/\xe9')).toBe(true);
  });

  it.each([
    '/tmp/krb5cc_0',
    '/tmp/KRB5CC_0',
    '/var/tmp/krb5cc_1000',
    '/home/me/tmp/krb5cc',
    '/run/user/1000',
    '/run/user/1000/krb5cc/tkt',
    '/etc/krb5.keytab',
    '/etc/httpd/Web.KeyTab',
    '/home/me/etc/x.keytab',
    '/x.keytab',
    '/root/.ssh/id_ed25519',
  ])('always match %s, also without any configuration', (path) => {
    expect(filters().match(path)).toBe(true);
  });

  it.each(['/etc/keytab', '/etc/krb5.conf', '/tmp/mykrb5cc', '/run/user', '/root/.ssh/known_hosts', '/'])(
    'do not match %s by themselves',
    (path) => expect(filters().match(path)).toBe(false),
  );
});
