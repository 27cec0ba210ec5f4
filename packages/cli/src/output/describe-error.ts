import { isKojiFault, pythonRepr } from '@kojikit/protocol';

/** An error as Koji's log names it: the fault's class and its text; faults without a class keep their number. */
export function describeError(error: unknown): string {
  if (isKojiFault(error)) {
    if (error.faultName === 'Fault') return `Fault: <Fault ${error.code}: ${pythonRepr(error.message)}>`;
    return `${error.faultName}: ${error.message}`;
  }
  if (!(error instanceof Error)) return String(error);
  return isSystemError(error) ? describeSystemError(error) : `${error.name}: ${error.message}`;
}

/* Koji's names; other codes are plain OSErrors there, too. */
const KINDS: Readonly<Record<string, string>> = {
  EACCES: 'PermissionError',
  EEXIST: 'FileExistsError',
  EISDIR: 'IsADirectoryError',
  ENOENT: 'FileNotFoundError',
  ENOTDIR: 'NotADirectoryError',
  EPERM: 'PermissionError',
};

type SystemError = NodeJS.ErrnoException & { code: string; errno: number };

function isSystemError(error: NodeJS.ErrnoException): error is SystemError {
  return error.errno !== undefined && error.code !== undefined && error.syscall !== undefined;
}

/** The system says it as `ENOENT: no such file or directory, open '/nosuch'`. */
function describeSystemError({ code, errno, message, path }: SystemError): string {
  const [, text = message] = /^\w+: (.*?)(?:, \w+(?: '.*')?)?$/s.exec(message) ?? [];
  const reason = text.charAt(0).toUpperCase() + text.slice(1);
  const file = path === undefined ? '' : `: ${pythonRepr(path)}`;
  return `${KINDS[code] ?? 'OSError'}: [Errno ${Math.abs(errno)}] ${reason}${file}`;
}
