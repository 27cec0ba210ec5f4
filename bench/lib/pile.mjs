import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PER_BUILD = 200;
/** Packages of the last build. */
const LAST = 5;
const FILES = 20;

/**
 * Builds small noarch packages with rpmbuild, 200 to a source package, and a last source package with a few.
 * @returns The paths of the source packages and of the others.
 */
export function makePile(folder, packages) {
  for (let build = 0; build < packages / PER_BUILD; build += 1) makeBuild(folder, `pile${build}`, PER_BUILD);
  makeBuild(folder, 'small', LAST);
  return pile(folder);
}

/** Builds a source package and so many noarch packages of it. */
export function makeBuild(folder, name, packages) {
  const spec = join(folder, `${name}.spec`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(spec, specText(name, packages));
  const macros = { _topdir: folder, _binary_payload: 'w1.gzdio', __os_install_post: '%{nil}' };
  const defines = Object.entries(macros).flatMap(([macro, value]) => ['--define', `${macro} ${value}`]);
  execFileSync('rpmbuild', ['-ba', '--quiet', ...defines, spec], { stdio: ['ignore', 'ignore', 'ignore'] });
}

/** A pile that was made before. */
export function pile(folder) {
  const below = (name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file));
  return { sources: below('SRPMS').sort(), packages: below('RPMS/noarch').sort() };
}

function specText(name, count) {
  const parts = Array.from({ length: count }, (_, index) => `part${index}`);
  const share = `%{buildroot}/usr/share/${name}`;
  return [
    `Name: ${name}\nVersion: 1.0\nRelease: 1\nSummary: A pile of packages\nLicense: MIT\nBuildArch: noarch`,
    'AutoReqProv: no\n%description\nMany packages of one source.',
    ...parts.map(
      (part) =>
        `%package ${part}\nSummary: ${part} of a pile\nRequires: /bin/sh\nProvides: ${part}(${name}) = 1.0\n%description ${part}\nOne of many packages of one source.`,
    ),
    `%install\nfor p in ${parts.join(' ')}; do mkdir -p ${share}/$p %{buildroot}/usr/bin; touch %{buildroot}/usr/bin/${name}-$p`,
    `for f in $(seq ${FILES}); do touch ${share}/$p/a-file-of-many-$f.txt; done; done`,
    ...parts.map((part) => `%files ${part}\n/usr/share/${name}/${part}\n/usr/bin/${name}-${part}`),
    '%changelog\n* Mon Jan 01 2024 Packager <packager@example.com> - 1.0-1\n- The first one\n',
  ].join('\n');
}
