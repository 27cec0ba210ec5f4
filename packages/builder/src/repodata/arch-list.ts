/** The arches whose packages belong into a repository of the given arch, beside it and noarch. */
const EXPANSIONS: Readonly<Record<string, readonly string[]>> = {
  i386: ['i486', 'i586', 'geode', 'i686', 'athlon'],
  x86_64: ['ia32e', 'amd64'],
  ppc64: ['ppc64pseries', 'ppc64iseries'],
  sparc64: ['sparc64v', 'sparc64v2'],
  sparc: ['sparcv8', 'sparcv9', 'sparcv9v', 'sparcv9v2'],
  alpha: [
    'alphaev4',
    'alphaev45',
    'alphaev5',
    'alphaev56',
    'alphapca56',
    'alphaev6',
    'alphaev67',
    'alphaev68',
    'alphaev7',
  ],
  armhfp: ['armv7hl', 'armv7hnl', 'armv6hl', 'armv6hnl'],
  arm: ['armv5tel', 'armv5tejl', 'armv6l', 'armv7l'],
  sh4: ['sh4a'],
};

/** The 32-bit side of an arch, whose packages are included too. */
const MULTILIB: Readonly<Record<string, string>> = { x86_64: 'i386', ppc64: 'ppc', s390x: 's390' };

/** All arches that a merged repository of `arch` takes packages of. */
export function expandArch(arch: string): Set<string> {
  const multilib = MULTILIB[arch];
  const bases = multilib === undefined ? [arch] : [arch, multilib];
  return new Set([...bases.flatMap((base) => [base, ...(EXPANSIONS[base] ?? [])]), 'noarch']);
}
