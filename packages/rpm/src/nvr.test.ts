import { describe, expect, it } from 'vitest';
import { checkNvr, checkNvra, formatNevra, isDebuginfo, parseNvr, parseNvra } from './nvr.js';

describe('parseNvr', () => {
  it('takes release and version from the end, whatever the name holds', () => {
    expect(parseNvr('my-long-name-1.0~rc1-2.fc30')).toEqual({
      name: 'my-long-name',
      version: '1.0~rc1',
      release: '2.fc30',
      epoch: '',
    });
  });

  it('takes an epoch from the front', () => {
    expect(parseNvr('3:bash-5-1')).toEqual({ name: 'bash', version: '5', release: '1', epoch: '3' });
  });

  it('accepts an empty name but neither an empty version nor an empty release', () => {
    expect(parseNvr('-1-2')).toMatchObject({ name: '', version: '1', release: '2' });
    for (const text of ['bash', 'bash-1', 'bash-1-', 'bash--1', '-1', '']) {
      expect(() => parseNvr(text), text).toThrow(`invalid format: ${text}`);
    }
  });
});

describe('parseNvra', () => {
  it('strips .rpm and keeps what follows an @ as location', () => {
    expect(parseNvra('bash-5.0-1.x86_64.rpm')).toEqual({
      name: 'bash',
      version: '5.0',
      release: '1',
      epoch: '',
      arch: 'x86_64',
      src: false,
    });
    expect(parseNvra('bash-5.0-1.src@epel@x')).toMatchObject({ arch: 'src', src: true, location: 'epel@x' });
  });

  it('says Koji\'s "invalid format"', () => {
    expect(() => parseNvra('bash-5.0-1')).toThrow('invalid format: bash-5');
    expect(() => parseNvra('bash-5-1.')).toThrow('invalid format: bash-5-1.');
    expect(() => parseNvra('bash')).toThrow('invalid format: bash');
  });
});

describe('checkNvr and checkNvra', () => {
  it('answer false, or throw when strict', () => {
    expect(checkNvr('bash-5-1')).toBe(true);
    expect(checkNvr('bash')).toBe(false);
    expect(() => checkNvr('bash', { strict: true })).toThrow('invalid format: bash');
    expect(() => checkNvr({ version: '1-2', release: '1' }, { strict: true })).toThrow(
      'The "-" character not allowed in version field',
    );
    expect(() => checkNvr({ version: '1', release: '1-2' }, { strict: true })).toThrow(
      'The "-" character not allowed in release field',
    );
    expect(checkNvra('bash-5-1.noarch')).toBe(true);
    expect(() => checkNvra({ version: '1', release: '1', arch: 'a.b' }, { strict: true })).toThrow(
      'The "." character not allowed in arch field',
    );
  });
});

describe('formatNevra', () => {
  it('writes an epoch only if there is one, zero included', () => {
    const nvra = { name: 'a', version: '1', release: '2', arch: 'noarch' };
    expect(formatNevra(nvra)).toBe('a-1-2.noarch');
    expect(formatNevra({ ...nvra, epoch: null })).toBe('a-1-2.noarch');
    expect(formatNevra({ ...nvra, epoch: 0 })).toBe('a-0:1-2.noarch');
  });
});

describe('isDebuginfo', () => {
  it('knows the three forms of names', () => {
    expect(['a-debuginfo', 'a-debugsource', 'a-debuginfo-common'].every(isDebuginfo)).toBe(true);
    expect(isDebuginfo('debuginfo-tools')).toBe(false);
  });
});
