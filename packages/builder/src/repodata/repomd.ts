import { attributes, escapeText } from './xml-text.js';

/** A file of repodata as repomd.xml describes it. */
export interface RepomdRecord {
  /** primary, filelists, other, group, origin… */
  type: string;
  /** Path relative to the repository. */
  location: string;
  /** Where `location` starts from, when that is not the repository. */
  base?: string;
  checksumType: string;
  checksum: string;
  openChecksum?: string;
  size?: number;
  openSize?: number;
  /** Seconds since 1970. */
  timestamp?: number;
}

/** The index of a repository's metadata. */
export interface Repomd {
  revision: string;
  records: RepomdRecord[];
}

/** The text of repomd.xml. */
export function repomdXml(repomd: Repomd): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">',
    `  <revision>${escapeText(repomd.revision)}</revision>`,
    ...repomd.records.flatMap(recordXml),
    '</repomd>',
    '',
  ].join('\n');
}

function recordXml(record: RepomdRecord): string[] {
  const type = attributes({ type: record.checksumType });
  const lines = [
    `  <data${attributes({ type: record.type })}>`,
    `    <checksum${type}>${escapeText(record.checksum)}</checksum>`,
  ];
  if (record.openChecksum !== undefined) {
    lines.push(`    <open-checksum${type}>${escapeText(record.openChecksum)}</open-checksum>`);
  }
  lines.push(`    <location${attributes({ 'xml:base': record.base, href: record.location })}/>`);
  if (record.timestamp !== undefined) lines.push(`    <timestamp>${record.timestamp}</timestamp>`);
  if (record.size !== undefined) lines.push(`    <size>${record.size}</size>`);
  if (record.openSize !== undefined) lines.push(`    <open-size>${record.openSize}</open-size>`);
  lines.push('  </data>');
  return lines;
}
