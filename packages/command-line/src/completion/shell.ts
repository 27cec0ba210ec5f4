/** The shells that lines are completed in. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The shell of the user: the last part of `SHELL`; bash where it is none of ours. */
export function userShell(): Shell {
  const name = process.env['SHELL']?.split('/').at(-1);
  return SHELLS.find((shell) => shell === name) ?? 'bash';
}

/** Does something with yargs, which looks at `SHELL` to know what it writes for. */
export async function withShell<T>(shell: Shell, work: () => Promise<T>): Promise<T> {
  const before = process.env['SHELL'];
  process.env['SHELL'] = shell;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['SHELL'];
    else process.env['SHELL'] = before;
  }
}
