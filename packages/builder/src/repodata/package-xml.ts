import type {
  DependencyList,
  DependencyMetadata,
  FileMetadata,
  PackageMetadata,
} from './package-metadata.js';
import { DEPENDENCY_LISTS } from './package-metadata.js';
import { isPrimaryFile } from './primary-file.js';
import { attributes, escapeText } from './xml-text.js';

/** The package's element in the primary metadata. */
export function primaryXml(item: PackageMetadata): string {
  const lines = [
    '<package type="rpm">',
    element('name', item.name),
    element('arch', item.arch),
    version(item),
    `  <checksum type="sha256" pkgid="YES">${item.pkgid}</checksum>`,
    element('summary', item.summary),
    element('description', item.description),
    element('packager', item.packager),
    element('url', item.url),
    `  <time${attributes({ file: item.fileTime, build: item.buildTime })}/>`,
    `  <size${attributes({ package: item.packageSize, installed: item.installedSize, archive: item.archiveSize })}/>`,
    `  <location${attributes({ 'xml:base': item.base, href: item.location })}/>`,
    '  <format>',
    element('rpm:license', item.license, '    '),
    element('rpm:vendor', item.vendor, '    '),
    element('rpm:group', item.group, '    '),
    element('rpm:buildhost', item.buildHost, '    '),
    element('rpm:sourcerpm', item.sourceRpm, '    '),
    `    <rpm:header-range${attributes({ start: item.headerStart, end: item.headerEnd })}/>`,
    ...DEPENDENCY_LISTS.flatMap((list) => dependencies(list, item.dependencies[list])),
    ...item.files.filter((file) => isPrimaryFile(file.path)).map((file) => fileElement(file, '    ')),
    '  </format>',
    '</package>',
    '',
  ];
  return lines.join('\n');
}

/** The package's element in the file lists. */
export function filelistsXml(item: PackageMetadata): string {
  return [
    packageHead(item),
    version(item),
    ...item.files.map((file) => fileElement(file, '  ')),
    '</package>',
    '',
  ].join('\n');
}

/** The package's element in the "other" metadata: its changelog. */
export function otherXml(item: PackageMetadata): string {
  return [
    packageHead(item),
    version(item),
    ...item.changelogs.map(
      ({ author, date, text }) =>
        `  <changelog${attributes({ author, date })}>${escapeText(text)}</changelog>`,
    ),
    '</package>',
    '',
  ].join('\n');
}

function packageHead(item: PackageMetadata): string {
  return `<package${attributes({ pkgid: item.pkgid, name: item.name, arch: item.arch })}>`;
}

function version(item: PackageMetadata): string {
  return `  <version${attributes({ epoch: item.epoch, ver: item.version, rel: item.release })}/>`;
}

function element(name: string, text: string, indent = '  '): string {
  return `${indent}<${name}>${escapeText(text)}</${name}>`;
}

function dependencies(list: DependencyList, items: readonly DependencyMetadata[]): string[] {
  const entries = items.filter((item) => item.name !== '');
  if (entries.length === 0) return [];
  return [
    `    <rpm:${list}>`,
    ...entries.map(
      (item) =>
        `      <rpm:entry${attributes({
          name: item.name,
          flags: item.flags,
          epoch: item.epoch,
          ver: item.version,
          rel: item.release,
          pre: item.pre ? 1 : undefined,
        })}/>`,
    ),
    `    </rpm:${list}>`,
  ];
}

function fileElement(file: FileMetadata, indent: string): string {
  const type = file.type === 'file' ? undefined : file.type;
  return `${indent}<file${attributes({ type })}>${escapeText(file.path)}</file>`;
}
