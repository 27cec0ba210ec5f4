/**
 * A path of plain names as a part of a URL: slashes stay, and so do characters that a path may hold as they are, such as
 * `+`. Everything else means itself in the URL as well, `%`, `#` and `?` included.
 */
export function encodePath(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}
