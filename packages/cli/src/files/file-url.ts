import { encodePath } from '@kojikit/protocol';

/** The URL of a file below the hub's folder, given by its path from there. */
export function fileUrl(topurl: string, path: string): string {
  return `${topurl.replace(/\/+$/, '')}/${encodePath(path.replace(/^\/+/, ''))}`;
}
