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
    expect(filters(pattern).match('/tmp/secret_data')).toMatchObject({
      rule: pattern,
      path: '/tmp/secret_data',
    });
    expect(filters(pattern).match('/tmp/harmless')).toBeUndefined();
  });

  it('are anchored: a path says where', () => {
    expect(filters('/tmp/secret').match('/home/tmp/secret')).toBeUndefined();
    expect(filters('tmp/secret').match('/home/tmp/secret')).toBeUndefined();
  });

  it('mind case unless they are told not to', () => {
    expect(filters('/tmp/secret').match('/tmp/SECRET')).toBeUndefined();
    const any = new Filters({ patterns: ['/tmp/secret'], ignoreCase: true, prefix });
    expect(any.match('/TMP/SECRET')).toBeDefined();
  });

  it('take characters, not bytes, where a name is UTF-8', () => {
    const bytes = Buffer.from('/tmp/é').toString('latin1');
    expect(filters('/tmp/?').match(bytes)).toBeDefined();
    expect(filters('/tmp/é').match(bytes)).toBeDefined();
    expect(filters('/tmp/?').match('/tmp/\xe9')).toBeDefined();
  });

  it('say which rule or glob it was, rules first', () => {
    const both = filters('*/first', '*/krb5cc*', '*');
    expect(both.match('/tmp/krb5cc_1')?.rule).toBe('kerberos-caches');
    expect(both.match('/tmp/first')?.rule).toBe('*/first');
    expect(both.match('/tmp/other')?.rule).toBe('*');
  });

  it('leave rules out that are named', () => {
    const some = new Filters({
      patterns: [],
      ignoreCase: false,
      prefix,
      savedCredentials: ['npm', 'git-urls'],
    });
    expect(some.match('/builddir/.npmrc')).toBeUndefined();
    expect(some.match('/builddir/.netrc')?.rule).toBe('logins');
    expect(some.suspects(['/b/.git/config', '/b/pip.conf'])).toEqual(['/b/pip.conf']);
  });
});
