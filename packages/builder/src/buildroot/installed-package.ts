/** A package that is installed in a buildroot, with the fields that the hub wants. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  readonly arch: string;
  /** The header's sigmd5 in hexadecimal. */
  readonly payloadhash: string;
  readonly size: number;
  readonly buildtime: number;
}

const FIELDS = ['name', 'version', 'release', 'epoch', 'arch', 'sigmd5', 'size', 'buildtime'] as const;

/** The `--qf` format of `rpm -qa` that `parsePackages` reads. */
export const PACKAGE_FORMAT = FIELDS.map((field) => `%{${field}}`).join('|') + '\\n';

/** Packages that no repo holds: keys, and the fake package of old group installs. */
const NOT_REAL = new Set(['buildsys-build', 'gpg-pubkey']);

/** Reads the output of `rpm -qa --qf PACKAGE_FORMAT`. Lines that are no package (warnings of rpm) are passed over. */
export function parsePackages(output: string): InstalledPackage[] {
  const packages: InstalledPackage[] = [];
  for (const line of output.split('\n')) {
    const values = line.split('|');
    if (values.length !== FIELDS.length) continue;
    const [name, version, release, epoch, arch, payloadhash, size, buildtime] = values as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (NOT_REAL.has(name)) continue;
    packages.push({
      name,
      version,
      release,
      epoch: epoch === '(none)' ? null : Number(epoch),
      arch,
      payloadhash,
      size: Number(size),
      buildtime: Number(buildtime),
    });
  }
  return packages.sort((a, b) => a.name.localeCompare(b.name));
}
