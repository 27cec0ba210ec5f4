import { describe, expect, it } from 'vitest';
import {
  archDistance,
  archesOfSameLibrary,
  baseArch,
  bestArch,
  bestArchOf,
  canCoinstall,
  compatibleArches,
  isMultilibArch,
  multilibArches,
} from './arch-compat.js';
import { canonArch, normalizeArches, parseArches } from './arches.js';

describe('canonArch', () => {
  it.each([
    ['i686', 'i386'],
    ['athlon', 'i386'],
    ['ia32e', 'x86_64'],
    ['amd64', 'amd64'],
    ['ppc64le', 'ppc64le'],
    ['ppc64p7', 'ppc64'],
    ['sparc64v', 'sparc64'],
    ['sparcv9', 'sparc'],
    ['alphaev6', 'alpha'],
    ['armv7hl', 'armhfp'],
    ['armhfp', 'armhfp'],
    ['armv5tel', 'arm'],
    ['aarch64', 'aarch64'],
    ['noarch', 'noarch'],
  ])('%s is %s', (arch, canonical) => {
    expect(canonArch(arch)).toBe(canonical);
  });
});

describe('parseArches', () => {
  it('separates by white space and commas, or only by white space when strict', () => {
    expect(parseArches(' x86_64,ppc64le  s390x\n')).toEqual(['x86_64', 'ppc64le', 's390x']);
    expect(normalizeArches(['x86_64', 'i386'])).toBe('x86_64 i386');
    expect(() => parseArches('x86_64,i386', { strict: true })).toThrow(
      'Architecture can be only [a-zA-Z0-9_-]',
    );
  });

  it('takes nothing for no arches only on request', () => {
    expect(parseArches(null, { allowNone: true })).toEqual([]);
    expect(() => parseArches(null)).toThrow();
  });

  it('refuses other characters', () => {
    expect(() => parseArches('x86_64; rm')).toThrow('Architecture can be only [a-zA-Z0-9_-]');
  });
});

describe('compatible arches', () => {
  it('run from the arch itself to noarch', () => {
    expect(compatibleArches('x86_64')).toEqual([
      'x86_64',
      'athlon',
      'i686',
      'i586',
      'i486',
      'i386',
      'noarch',
    ]);
    expect(compatibleArches('sparc64v').slice(0, 3)).toEqual(['sparc64v', 'sparc64', 'sparcv9v']);
    expect(compatibleArches('aarch64')).toEqual(['aarch64', 'noarch']);
    expect(compatibleArches('i386')).toEqual(['i386', 'noarch']);
  });

  it('have distances', () => {
    expect(archDistance('x86_64', 'x86_64')).toBe(1);
    expect(archDistance('x86_64', 'i386')).toBe(6);
    expect(archDistance('i386', 'x86_64')).toBe(0);
    expect(bestArchOf(['i386', 'noarch', 'i686'], 'x86_64')).toBe('i686');
    expect(bestArchOf(['ppc'], 'x86_64')).toBeUndefined();
  });

  it('know 32-bit sides', () => {
    expect(isMultilibArch('x86_64')).toBe(true);
    expect(isMultilibArch('ia32e')).toBe(true);
    expect(isMultilibArch('i686')).toBe(false);
    expect(isMultilibArch('aarch64')).toBe(false);
    expect(multilibArches('amd64')?.compat).toBe('athlon');
    expect(multilibArches('i686')).toBeUndefined();
    expect(canCoinstall('i686', 'x86_64')).toBe(true);
    expect(canCoinstall('i386', 'i686')).toBe(false);
    expect(canCoinstall('ppc', 'x86_64')).toBe(false);
    expect(archesOfSameLibrary('x86_64').sort()).toEqual(['amd64', 'ia32e', 'x86_64']);
  });

  it('have a base and a best arch', () => {
    expect(baseArch('i686')).toBe('i386');
    expect(baseArch('amd64')).toBe('x86_64');
    expect(baseArch('armv7hl')).toBe('armhfp');
    expect(baseArch('sparc64v')).toBe('sparc');
    expect(baseArch('riscv64')).toBe('riscv64');
    expect(bestArch('sparc64')).toBe('sparcv9');
    expect(bestArch('ppc64')).toBe('ppc64');
  });
});
