import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shellQuote, shellWithLog } from '@kojikit/builder/plugin';

const folder = mkdtempSync(join(tmpdir(), 'runroot-shell-'));
afterAll(() => rmSync(folder, { recursive: true }));

const shells = ['/bin/sh', '/bin/dash', '/bin/bash'].filter((shell) => {
  try {
    execFileSync(shell, ['-c', 'true']);
    return true;
  } catch {
    return false;
  }
});

const hard = [
  "it's",
  'a b',
  '$HOME',
  '`id`',
  '$(id)',
  '\\',
  '"',
  '*',
  '',
  '-n',
  'ü\n2',
  ';exit 9',
  '|',
  '!!',
];

describe.each(shells)('a command in a root, with %s', (shell) => {
  const run = (text: string) => {
    const log = join(folder, 'runroot.log');
    const [, ...rest] = shellWithLog(text, log);
    const { status, stdout } = spawnSync(shell, rest, { input: 'unread', encoding: 'utf8' });
    return { status, stdout, log: readFileSync(log, 'utf8') };
  };

  it('that is a list gets its words as they are', () => {
    const { status, log } = run(
      shellQuote([process.execPath, '-p', 'JSON.stringify(process.argv.slice(1))', '--', ...hard]),
    );
    expect(status).toBe(0);
    expect(JSON.parse(log)).toEqual(hard);
  });

  it('that is a text goes to the shell', () => {
    expect(run('for i in 1 2; do echo $i; done | wc -l | tr -d " "').log).toBe('2\n');
  });

  it('has both kinds of output in the log and no input', () => {
    const { log, stdout } = run('cat; echo out; echo err >&2');
    expect(log).toBe('out\nerr\n');
    expect(stdout).toBe(log);
  });

  it.each([
    ['exit 7', 7],
    ['false', 1],
    ['kill -9 $$', 137],
    ['true | false', 1],
    ['echo done; (exit 3)', 3],
    ['if', 2],
  ])('%j ends with its own status, not that of the copier', (text, status) => {
    expect(run(text).status).toBe(status);
  });
});
