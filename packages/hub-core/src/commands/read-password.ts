import { readFileSync } from 'node:fs';
import { UsageError } from '@kojikit/command-line';

/**
 * The first line of a password file; `-` is standard input. Passwords are never taken from the command line, where
 * every user of the machine could read them.
 */
export function readPassword(file: string | undefined): string {
  if (file === undefined) throw new UsageError('--password-file FILE is missing');
  const [line = ''] = readFileSync(file === '-' ? 0 : file, 'utf8').split(/\r?\n/);
  if (line === '')
    throw new Error(`${file === '-' ? 'standard input' : file} holds no password in its first line`);
  return line;
}
