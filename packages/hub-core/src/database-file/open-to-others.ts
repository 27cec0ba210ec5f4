import { statsAt } from '@kojikit/protocol';

/**
 * Whether a file or folder lets others do what they should not: a sentence with what to do, or nothing, also where there
 * is no such file.
 * @param bits the permissions that are too many.
 * @param holds what it is for: `holds passwords`.
 */
export function openToOthers(path: string, bits: number, holds: string): string[] {
  const stats = statsAt(path);
  if (stats === undefined || (stats.mode & bits) === 0) return [];
  const shown = (mode: number) => (mode & 0o777).toString(8).padStart(4, '0');
  return [
    `${path} ${holds} and is open to others (mode ${shown(stats.mode)}): chmod ${shown(stats.mode & ~bits)} ${path}`,
  ];
}
