import { describe, expect, it } from 'vitest';
import { rootArch } from './root-arch.js';

describe('the arch of a root for any arch', () => {
  it('is the first of the tag that the host can do, by canonical names', () => {
    expect(rootArch('f30', { arches: 'x86_64 i386' }, { arches: 's390x i686 x86_64' })).toBe('i386');
  });

  it.each([
    [null, 'x86_64', 'No arch list for this host'],
    ['x86_64', '', 'No arch list for tag: f30'],
    ['x86_64', 's390x ppc64le', 'host does not match tag arches: f30 (s390x ppc64le)'],
  ])('host %j, tag %j: %s', (host, tag, message) => {
    expect(() => rootArch('f30', { arches: host }, { arches: tag })).toThrow(
      expect.objectContaining({ code: 1005, message }) as Error,
    );
  });
});
