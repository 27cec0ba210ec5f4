import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { capture } from '../process/capture.js';
import { findProgram } from '../process/find-program.js';
import { shellQuote, shellWithLog } from './shell-with-log.js';

const shells: string[][] = [];
for (const [name, ...rest] of [['dash'], ['bash'], ['busybox', 'sh'], ['sh']] as [string, ...string[]][]) {
  const path = await findProgram(name);
  if (path === undefined) console.warn(`not tried with ${name}: it is not installed`);
  else shells.push([path, ...rest]);
}

describe.each(shells.map((shell) => ({ name: shell.join(' '), argv: shell })))(
  'a command under $name',
  ({ argv }) => {
    const run = async (text: string): Promise<{ code: number | undefined; output: string; log: string }> => {
      const log = join(await temporaryFolder(), 'run.log');
      const { status, output } = await capture([...argv, ...shellWithLog(text, log).slice(1)]);
      return { code: status.code, output, log: await readFile(log, 'utf8') };
    };

    it.each([
      ['echo hi there', 0, 'hi there\n'],
      ['echo out; echo err >&2; exit 3', 3, 'out\nerr\n'],
      ['false | true', 0, ''],
      ['cat', 0, ''],
      ['echo a # comment', 0, 'a\n'],
    ])('%s ends with its own status and is copied to the log', async (text, code, output) => {
      expect(await run(text)).toEqual({ code, output, log: output });
    });

    it('survives text that no shell understands', async () => {
      expect((await run('if')).code).toBe(2);
    });

    it('tells of a signal as shells do', async () => {
      expect((await run('kill -9 $$')).code).toBe(137);
    });

    it('keeps every word as it is', async () => {
      const words = ['echo', "it's", '$HOME', '`id`', 'a  b', '*'];
      expect((await run(shellQuote(words))).log).toBe("it's $HOME `id` a  b *\n");
    });
  },
);
