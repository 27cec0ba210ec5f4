interface MultilibArch {
  /** The 32-bit side of the pair. */
  readonly compat: string;
  /** What userspace is built for. */
  readonly best: string;
  readonly biarch: string;
}

const MULTILIB: ReadonlyMap<string, MultilibArch> = new Map([
  ['x86_64', { compat: 'athlon', best: 'x86_64', biarch: 'athlon' }],
  ['sparc64v', { compat: 'sparcv9v', best: 'sparcv9v', biarch: 'sparc64v' }],
  ['sparc64', { compat: 'sparcv9', best: 'sparcv9', biarch: 'sparc64' }],
  ['ppc64', { compat: 'ppc', best: 'ppc64', biarch: 'ppc64' }],
  ['s390x', { compat: 's390', best: 's390x', biarch: 's390' }],
]);

/** Each line is a chain from the most special arch to the one before noarch. */
const CHAINS = [
  'amd64 x86_64 athlon i686 i586 i486 i386',
  'ia32e x86_64',
  'geode i686',
  'ppc64p7 ppc64 ppc',
  'ppc64pseries ppc64',
  'ppc64iseries ppc64',
  'ppc64le',
  's390x s390',
  'sparc64v sparcv9v sparcv9 sparcv8 sparc',
  'sparc64 sparcv9',
  'alphaev7 alphaev68 alphaev67 alphaev6 alphapca56 alphaev56 alphaev5 alphaev45 alphaev4 alpha',
  'armv7l armv6l armv5tejl armv5tel',
  'armv7hnl armv7hl armv6hl',
  'arm64',
  'sh4a sh4',
  'sh3',
  'ia64',
];

const PARENT = parentTable();

/** The arch itself and every arch it can run, nearest first, `noarch` last. */
export function compatibleArches(arch: string): string[] {
  const list = [arch];
  for (let next = PARENT.get(arch); next !== undefined; next = PARENT.get(next)) list.push(next);
  if (arch === 'sparc64v') list.splice(1, 0, 'sparc64');
  if (list.length === 1) list.push('noarch');
  return list;
}

/** How far `target` is from `arch`: 1 for the same, 0 when `arch` cannot run it. */
export function archDistance(arch: string, target: string): number {
  let distance = 1;
  for (let at: string | undefined = arch; at !== undefined; at = PARENT.get(at)) {
    if (at === target) return distance;
    distance += 1;
  }
  return 0;
}

/** Whether the arch, or the arch it stands for, has a 32-bit side. */
export function isMultilibArch(arch: string): boolean {
  const parent = PARENT.get(arch);
  if (parent === undefined) return false;
  return MULTILIB.has(arch) || MULTILIB.has(parent);
}

/** The pair an arch belongs to: its 32-bit side, the best one and the other personality. */
export function multilibArches(arch: string): MultilibArch | undefined {
  for (let at: string | undefined = arch; at !== undefined && at !== 'noarch'; at = PARENT.get(at)) {
    const pair = MULTILIB.get(at);
    if (pair) return pair;
  }
  return undefined;
}

/** What userspace of this arch is built for: 64-bit sparc uses the 32-bit one, all others themselves. */
export function bestArch(arch: string): string {
  return arch.startsWith('sparc64') ? (MULTILIB.get(arch)?.best ?? arch) : arch;
}

/** The family of an arch (`i386` for `i686`, `armhfp` for `armv7hl`); unknown arches are their own. */
export function baseArch(arch: string): string {
  const parent = PARENT.get(arch);
  if (parent === undefined) return arch;
  if (arch.startsWith('sparc64')) return 'sparc';
  if (arch === 'ppc64le' || arch.startsWith('arm64')) return arch;
  if (arch.startsWith('armv6h') || arch.startsWith('armv7h')) return 'armhfp';
  if (arch.startsWith('arm')) return 'arm';
  if (isMultilibArch(arch)) return MULTILIB.has(arch) ? arch : parent;
  return compatibleArches(arch).at(-2) ?? arch;
}

/** The arch of `candidates` that is nearest to `arch`, or undefined when it can run none of them. */
export function bestArchOf(candidates: readonly string[], arch: string): string | undefined {
  const native = bestArch(arch);
  if (native !== arch) {
    const choice = bestArchOf(candidates, native);
    if (choice !== undefined && choice !== 'noarch') return choice;
  }
  let best: string | undefined;
  let bestDistance = 0;
  for (const candidate of candidates) {
    const distance = archDistance(arch, candidate);
    if (distance > 0 && (bestDistance === 0 || distance < bestDistance)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Whether packages of one name may be installed for both arches at once, as `i686` beside `x86_64`. */
export function canCoinstall(first: string, second: string): boolean {
  if (first === 'noarch' || second === 'noarch') return false;
  if (isMultilibArch(first) === isMultilibArch(second)) return false;
  return compatibleArches(second).includes(first) || compatibleArches(first).includes(second);
}

/** The arches that share one library directory with this one. */
export function archesOfSameLibrary(arch: string): string[] {
  const best = bestArch(arch);
  const base = isMultilibArch(best) ? baseArch(best) : best;
  const list = [base];
  if (base === 'x86_64' || base === 'ppc64' || base.startsWith('sparcv9')) {
    for (const [child, parent] of PARENT) if (parent === base) list.push(child);
  }
  return list;
}

function parentTable(): Map<string, string> {
  const table = new Map<string, string>();
  const chains = CHAINS.map((chain) => chain.split(' '));
  for (const names of chains) {
    names.forEach((name, index) => {
      const next = names[index + 1];
      if (next !== undefined) table.set(name, next);
    });
  }
  for (const name of chains.flat()) if (!table.has(name)) table.set(name, 'noarch');
  return table;
}
