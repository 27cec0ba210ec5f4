import { DEPENDENCY_TYPES, type RpmDescription } from '@kojikit/protocol';
import { getDependencies, getHeaderField, type RpmHeader } from '@kojikit/rpm';
import { applyOptions } from '../query/apply-options.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import { printableText } from './printable-text.js';
import { DEPENDENCY_KINDS } from './readers/dependency-kind.js';
import { filesOf } from './rpm-files.js';

/** Most dependencies of one kind. */
const MOST_DEPENDENCIES = 500;
const MOST_FILES = 1000;

/**
 * What the header of an RPM says: texts, the first 500 dependencies of each kind, and the files that are asked for, 50
 * unless that is said and 1000 at most.
 */
export function describeHeader(header: RpmHeader, options: QueryOptions | null): RpmDescription {
  const text = (name: string) => printableText(getHeaderField(header, name)) || null;
  const files = filesOf(header);
  const wanted = { ...options, countOnly: false, limit: Math.min(Number(options?.limit ?? 50), MOST_FILES) };
  return {
    summary: text('summary'),
    description: text('description'),
    license: text('license'),
    group: text('group'),
    url: text('url'),
    vcs: text('vcs'),
    disturl: text('disturl'),
    vendor: text('vendor'),
    packager: text('packager'),
    buildhost: text('buildhost'),
    sourcerpm: text('sourcerpm'),
    installed_size: sizeOf(header),
    dependencies: DEPENDENCY_KINDS.map((kind) => {
      const type = DEPENDENCY_TYPES[kind];
      const all = getDependencies(header, kind);
      const dependencies = all.slice(0, MOST_DEPENDENCIES).map((dependency) => ({ ...dependency, type }));
      return { type, count: all.length, dependencies };
    }),
    files: applyOptions(files, wanted) as RpmDescription['files'],
    file_count: files.length,
  };
}

function sizeOf(header: RpmHeader): number | null {
  const size = getHeaderField(header, 'size');
  return typeof size === 'number' ? size : null;
}
