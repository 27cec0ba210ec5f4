import { RpmValueError } from './errors.js';

/** The parts of a name-version-release. `epoch` is empty when the text has none. */
export interface Nvr {
  name: string;
  version: string;
  release: string;
  epoch: string;
}

/** The parts of a name-version-release.arch. */
export interface Nvra extends Nvr {
  arch: string;
  /** Whether the arch is `src`. */
  src: boolean;
  /** What followed an `@`; absent when nothing did. */
  location?: string;
}

/**
 * Splits `name-version-release`; an `epoch:` may lead it. Throws RpmValueError `invalid format: …` where Koji says so.
 */
export function parseNvr(nvr: string): Nvr {
  const releaseDash = nvr.lastIndexOf('-');
  if (releaseDash === -1 || releaseDash === nvr.length - 1) throw invalidFormat(nvr);
  const versionDash = nvr.slice(0, releaseDash).lastIndexOf('-');
  if (versionDash === -1 || versionDash === releaseDash - 1) throw invalidFormat(nvr);
  const front = nvr.slice(0, versionDash);
  const colon = front.indexOf(':');
  return {
    name: front.slice(colon + 1),
    version: nvr.slice(versionDash + 1, releaseDash),
    release: nvr.slice(releaseDash + 1),
    epoch: colon === -1 ? '' : front.slice(0, colon),
  };
}

/**
 * Splits `name-version-release.arch`, with or without `.rpm` at the end and `@location` behind that. Throws
 * RpmValueError `invalid format: …` where Koji says so.
 */
export function parseNvra(text: string): Nvra {
  const at = text.indexOf('@');
  const location = at === -1 ? '' : text.slice(at + 1);
  let nvra = at === -1 ? text : text.slice(0, at);
  if (nvra.endsWith('.rpm')) nvra = nvra.slice(0, -4);
  const dot = nvra.lastIndexOf('.');
  if (dot === -1 || dot === nvra.length - 1) throw invalidFormat(nvra);
  const arch = nvra.slice(dot + 1);
  const parsed: Nvra = { ...parseNvr(nvra.slice(0, dot)), arch, src: arch === 'src' };
  if (location) parsed.location = location;
  return parsed;
}

/**
 * Whether version and release of an NVR are free of dashes. With `strict` the reason is thrown instead of
 * answering false.
 */
export function checkNvr(
  nvr: string | Pick<Nvr, 'version' | 'release'>,
  options: { strict?: boolean } = {},
): boolean {
  return check(() => requireSoundNvr(typeof nvr === 'string' ? parseNvr(nvr) : nvr), options.strict ?? false);
}

/** As `checkNvr`, and the arch must be free of dots. */
export function checkNvra(
  nvra: string | Pick<Nvra, 'version' | 'release' | 'arch'>,
  options: { strict?: boolean } = {},
): boolean {
  return check(() => {
    const parsed = typeof nvra === 'string' ? parseNvra(nvra) : nvra;
    requireSoundNvr(parsed);
    if (parsed.arch.includes('.')) throw new RpmValueError('The "." character not allowed in arch field');
  }, options.strict ?? false);
}

/** `name-version-release`. */
export function formatNvr(nvr: Pick<Nvr, 'name' | 'version' | 'release'>): string {
  return `${nvr.name}-${nvr.version}-${nvr.release}`;
}

/** `name-version-release.arch`. */
export function formatNvra(nvra: Pick<Nvra, 'name' | 'version' | 'release' | 'arch'>): string {
  return `${formatNvr(nvra)}.${nvra.arch}`;
}

/** `name-epoch:version-release.arch` as rpm writes it: the epoch appears only if there is one. */
export function formatNevra(
  nevra: Pick<Nvra, 'name' | 'version' | 'release' | 'arch'> & { epoch?: string | number | null },
): string {
  const hasEpoch = nevra.epoch !== undefined && nevra.epoch !== null && nevra.epoch !== '';
  return `${nevra.name}-${hasEpoch ? `${nevra.epoch}:` : ''}${nevra.version}-${nevra.release}.${nevra.arch}`;
}

/** Whether a package of this name carries debugging data. */
export function isDebuginfo(name: string): boolean {
  return name.endsWith('-debuginfo') || name.endsWith('-debugsource') || name.includes('-debuginfo-');
}

function requireSoundNvr(nvr: Pick<Nvr, 'version' | 'release'>): void {
  for (const field of ['version', 'release'] as const) {
    if (nvr[field].includes('-')) throw new RpmValueError(`The "-" character not allowed in ${field} field`);
  }
}

function check(run: () => void, strict: boolean): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (strict || !(error instanceof RpmValueError)) throw error;
    return false;
  }
}

function invalidFormat(text: string): RpmValueError {
  return new RpmValueError(`invalid format: ${text}`);
}
