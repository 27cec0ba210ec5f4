/** Whether a file is listed in the primary metadata too: configuration, programs, and sendmail's old place. */
export function isPrimaryFile(path: string): boolean {
  return path.startsWith('/etc/') || path.includes('bin/') || path === '/usr/lib/sendmail';
}
