import { GenericError } from '@kojikit/protocol';

/* Koji's table: what may stand in the repo of an arch. It is wider than what a machine of the arch would install. */
const PACKAGE_ARCHES: ReadonlyMap<string, string> = new Map([
  ['i386', 'athlon i686 i586 i486 i386 noarch'],
  ['x86_64', 'amd64 ia32e x86_64 noarch'],
  ['ia64', 'ia64 noarch'],
  ['ppc', 'ppc noarch'],
  ['ppc64', 'ppc64p7 ppc64pseries ppc64iseries ppc64 noarch'],
  ['ppc64le', 'ppc64le noarch'],
  ['s390', 's390 noarch'],
  ['s390x', 's390x noarch'],
  ['sparc', 'sparcv9v sparcv9 sparcv8 sparc noarch'],
  ['sparc64', 'sparc64v sparc64 noarch'],
  ['alpha', 'alphaev6 alphaev56 alphaev5 alpha noarch'],
  ['arm', 'arm armv4l armv4tl armv5tel armv5tejl armv6l armv7l noarch'],
  ['armhfp', 'armv7hl armv7hnl noarch'],
  ['aarch64', 'aarch64 noarch'],
  ['riscv64', 'riscv64 noarch'],
  ['sw_64', 'sw_64 noarch'],
  ['loongarch64', 'loongarch64 noarch'],
  ['src', 'src'],
]);

/** The arches of the packages that the dist repo of an arch may hold. Throws GenericError for an unknown arch. */
export function packageArches(arch: string): string[] {
  const arches = PACKAGE_ARCHES.get(arch);
  if (arches === undefined) throw new GenericError(`No dist repos are made for the arch ${arch}`);
  return arches.split(' ');
}
