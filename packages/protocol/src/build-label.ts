import { pythonText } from './python-text.js';

/** What a build is called after. It may come out of an old request, so anything may be missing. */
interface NamedBuild {
  readonly package_name?: unknown;
  readonly name?: unknown;
  readonly version?: unknown;
  readonly release?: unknown;
  readonly epoch?: unknown;
}

/** Name, version and release of a build, with the epoch in front when that is wanted and there is one. */
export function buildLabel(build: NamedBuild, showEpoch = false): string {
  const { epoch } = build;
  const prefix = showEpoch && epoch !== null && epoch !== undefined ? `${pythonText(epoch)}:` : '';
  const name = build.package_name || build.name;
  return `${prefix}${[name, build.version, build.release].map(pythonText).join('-')}`;
}
