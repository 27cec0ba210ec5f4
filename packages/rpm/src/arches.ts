import { RpmValueError } from './errors.js';

/**
 * Koji's canonical name of an arch: all of `i386`…`i686` are `i386`, all hard-float arms `armhfp`, and so on.
 * Unknown arches stay as they are.
 */
export function canonArch(arch: string): string {
  if (/^i.86$/s.test(arch) || arch === 'athlon') return 'i386';
  if (arch === 'ia32e') return 'x86_64';
  if (arch === 'ppc64le') return 'ppc64le';
  for (const family of ['ppc64', 'sparc64', 'sparc', 'alpha']) {
    if (arch.startsWith(family)) return family;
  }
  if (/^arm.*h/s.test(arch)) return 'armhfp';
  if (arch.startsWith('arm')) return 'arm';
  return arch;
}

/** What counts as a list of arches. */
export interface ParseArchesOptions {
  /** Only white space separates arches, no comma. Default false. */
  strict?: boolean;
  /** null stands for no arches. Default false: null is refused. */
  allowNone?: boolean;
}

/**
 * The arches of a list or of a text separated by spaces or commas. Throws RpmValueError for an arch with other
 * characters than `[a-zA-Z0-9_-]`.
 */
export function parseArches(
  arches: string | readonly string[] | null,
  options: ParseArchesOptions = {},
): string[] {
  const list = splitArches(arches, options);
  for (const arch of list) {
    if (!/^[a-zA-Z0-9_-]*$/.test(arch)) throw new RpmValueError('Architecture can be only [a-zA-Z0-9_-]');
  }
  return list;
}

/** As `parseArches`, joined by single spaces: the form stored in the database. */
export function normalizeArches(
  arches: string | readonly string[] | null,
  options: ParseArchesOptions = {},
): string {
  return parseArches(arches, options).join(' ');
}

function splitArches(arches: string | readonly string[] | null, options: ParseArchesOptions): string[] {
  if (arches === null) {
    if (options.allowNone) return [];
    throw new RpmValueError('Invalid type for arches: None');
  }
  if (typeof arches !== 'string') {
    // Callers of a hub send anything.
    if (!Array.isArray(arches) || !arches.every((arch) => typeof arch === 'string')) {
      throw new TypeError('arches must be text or a list of texts');
    }
    return [...arches];
  }
  const text = options.strict ? arches : arches.replaceAll(',', ' ');
  return text.split(/\s+/).filter((arch) => arch !== '');
}
