import { expect, it } from 'vitest';
import { allPages } from '../src/all-pages.js';
import { busySite } from './busy-site.js';

const ADDRESSES = 2000;
/** Any number; the same one gives the same addresses, so that a failure can be looked at again. */
const SEED = 20_261_127;

const VALUES: readonly string[] = [
  '', '0', '1', '2', '7', '-1', '+3', '50', '2147483647', '2147483648', '99999999999999999999', '1.5', '1e9', '0x10', ' 1', '1 ',
  'f40', 'kojiadmin', 'alice', 'default', 'x86_64', 'noarch', 'build.log', 'DEFAULT', 'all', 'active', 'tree', 'flat', 'name', '-id',
  'id', '-completion_time', 'nonsense', '-', '--name', 'name;drop table task', "' or 1=1 --", '%', '_', '*', '?', '[', '[]', '(', '(a+)+$',
  '\\', 'é', '日本語', '\u202e', '\u0000', '\ud800', '\r\n', '<script>', '"><b>', '../../etc/passwd', '/', '//evil.example', 'http://evil.example/',
  'javascript:alert(1)', 'true', 'no', 'None', 'null', 'undefined', 'NaN', 'ix86', 'component', 'built', 'image', 'package', 'regexp', 'glob', 'exact',
  'a'.repeat(300), '9'.repeat(300), '*'.repeat(60), 'pkg-1.0-1', 'pkg-1.0-1.x86_64.rpm', 'add', 'edit', 'remove', 'on', '1,2,3',
]; // prettier-ignore

/** A generator of numbers below a bound (mulberry32), as Math.random cannot be told where to begin. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

it(`${ADDRESSES} addresses of random parameters are answered without an error of ours`, async () => {
  const site = await busySite();
  const cookie = { cookie: `${site.session.name}=${site.session.value}` };
  const below = numbers(SEED);
  const pick = <Value>(values: readonly Value[]) => values[below(values.length)]!;
  const encoded = (value: string) => encodeURIComponent(Buffer.from(value).toString());
  const wrong: string[] = [];
  for (let count = 0; count < ADDRESSES; count += 1) {
    const page = allPages[count % allPages.length]!;
    const names = Object.keys(page.params);
    const given = names
      .filter(() => below(3) > 0)
      .flatMap((name) => (below(12) === 0 ? [name, name] : [name]))
      .map((name) => `${name}=${encoded(pick(VALUES))}`);
    const odd = pick(['', '', '', '', '&', '&&', '&foo', '&=', '&%zz=%', '#x']);
    const address = `${page.name}?${given.join('&')}${odd}`;
    const { status } = await site.get(address, below(2) === 0 ? cookie : {});
    if (status >= 500) wrong.push(`${status} ${address}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);
