import { expect, it } from 'vitest';
import { savingConfig } from './config.js';
import { assertSize } from './limits.js';

it('has Koji’s defaults without a file', () => {
  expect(savingConfig.parse({})).toMatchObject({
    filters: [],
    ignoreCase: false,
    volume: undefined,
    compression: 'gzip',
    level: 6,
    maxSize: 0,
  });
});

it.each([
  [{ general: { volume: 'trees ' } }, 'trees'],
  [{ global: { volume: 'trees' } }, 'trees'],
  [{ global: { volume: 'DEFAULT' }, filters: { paths: '*/tmp/krb5cc */etc/*.keytab' } }, undefined],
])(
  'reads the volume from the section that Koji’s code has and from that of its sample: %j',
  (given, volume) => {
    expect(savingConfig.parse(given).volume).toBe(volume);
  },
);

it('reads filters by white space, sizes by unit', () => {
  const given = { filters: { paths: '/a\n  b ', ignore_case: 'yes' }, limits: { max_size: '1.5G' } };
  expect(savingConfig.parse(given)).toMatchObject({
    filters: ['/a', 'b'],
    ignoreCase: true,
    maxSize: 1.5 * 2 ** 30,
  });
});

it.each([
  [
    { filter: { paths: '/a' } },
    'there is no section [filter], expected one of filters, general, global, limits',
  ],
  [
    { filters: { path: '/a' } },
    'there is no option path in [filters], expected one of paths, ignore_case, save_credentials',
  ],
  [
    { general: { compression: 'xz' } },
    '[general] compression: "xz" is no compression, expected gzip or zstd',
  ],
  [
    { general: { level: '12' } },
    '[general] level: "12" is out of range, expected a whole number from 1 to 9',
  ],
  [
    { general: { volume: 'a' }, global: { volume: 'b' } },
    'volume is a in [general] and b in [global], expected one',
  ],
  [{ limits: { max_size: 'much' } }, '[limits] max_size: "much" is no size'],
])('refuses %j', (given, message) => {
  expect(() => savingConfig.parse(given)).toThrow(`bad config: ${message}`);
});

it('lists all mistakes', () => {
  const given = { filters: { path: '/a', ignore_case: 'x' }, limits: { max_size: 'much' } };
  const issues = [
    ['filters', 'path'],
    ['filters', 'ignore_case'],
    ['limits', 'max_size'],
  ].map((path) => expect.objectContaining({ path }));
  expect(() => savingConfig.parse(given)).toThrow(expect.objectContaining({ issues }) as Error);
});

it('refuses a tree that is larger than the limit, and names both sizes', () => {
  expect(() => assertSize(3 * 2 ** 30, 2 ** 30)).toThrow(
    "too large to be saved: 3.0 GB, the builder's limit is 1.0 GB",
  );
  assertSize(3 * 2 ** 30, 0);
  assertSize(2 ** 30, 2 ** 30);
});
