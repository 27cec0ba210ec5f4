/* How capabilities of a kind are usually called as packages. */
const KINDS: Readonly<Record<string, (inner: string) => readonly string[]>> = {
  pkgconfig: (name) => [`${name}-devel`, `lib${name}-devel`, name, ...withoutVersion(name)],
  cmake: (name) => [`${name}-devel`, `${name.toLowerCase()}-devel`, name, name.toLowerCase()],
  perl: (name) => [`perl-${name.replaceAll('::', '-')}`],
  python3dist: (name) => pythonNames(name),
  'python3.Ndist': (name) => pythonNames(name),
  rubygem: (name) => [`rubygem-${name}`],
  npm: (name) => [`nodejs-${name}`],
  crate: (name) => [`rust-${name.replace(/\/.*/, '')}-devel`, `rust-${name.replace(/\/.*/, '')}`],
  golang: (name) => [`golang-${name.replace(/^(\w+)\.\w+\//, '$1-').replaceAll('/', '-')}-devel`],
  mvn: (name) => [name.split(':')[1] ?? name],
  tex: (name) => [`texlive-${name.replace(/\.\w+$/, '')}`],
  ocaml: (name) => [`ocaml-${name.toLowerCase()}`, `ocaml-${name.toLowerCase()}-devel`],
  ghc: (name) => [`ghc-${name}`, `ghc-${name}-devel`],
  php: (name) => [`php-${name}`],
};

/**
 * Names that a package with this capability may have, the likeliest first: `libfoo-devel >= 2`, `pkgconfig(foo)`,
 * `libfoo.so.1()(64bit)`, `perl(Foo::Bar)`, `/usr/bin/foo`. A guess, since the hub stores no capabilities of RPMs.
 */
export function capabilityNames(capability: string): readonly string[] {
  const [wanted = ''] = capability.trim().split(/\s+(?:[<>=]+\s|if\s)/);
  const [, kind, inner] = /^([\w.-]+)\(([^()]+)\)$/.exec(wanted) ?? [];
  const known = kind === undefined ? undefined : KINDS[kind.replace(/^python3\.\d+dist$/, 'python3.Ndist')];
  if (inner !== undefined && known !== undefined) return [...new Set(known(inner))];
  const library = /^([\w+.-]+?)\.so\b/.exec(wanted)?.[1];
  if (library !== undefined) return libraryNames(library);
  if (wanted.startsWith('/')) return [wanted.slice(wanted.lastIndexOf('/') + 1)].filter(Boolean);
  const plain = wanted.replace(/\(.*$/, '');
  return plain === '' ? [] : [plain];
}

function libraryNames(library: string): readonly string[] {
  const name = library.replace(/-[\d.]+$/, '');
  const short = name.replace(/^lib/, '');
  return [...new Set([name, short, `${name}-libs`, `${short}-libs`, ...withoutVersion(short)])];
}

function pythonNames(name: string): readonly string[] {
  const plain = name.replace(/\[.*/, '');
  return [`python3-${plain}`, `python-${plain}`, plain, `python3-${plain.replaceAll('_', '-')}`];
}

/* libxml-2.0 and gtk+-3.0 are of libxml2 and gtk3. */
function withoutVersion(name: string): readonly string[] {
  const [, word, major] = /^(.*?)\+?-?(\d+)(?:\.\d+)*$/.exec(name) ?? [];
  return word === undefined || word === '' ? [] : [`${word}${major}-devel`, `${word}${major}`, `lib${word}`];
}
