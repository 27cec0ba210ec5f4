import { expect, it } from 'vitest';
import { quiet } from '../../test/root-setup.js';
import { capture } from '../process/capture.js';
import type { ProgramFinder } from '../process/find-program.js';
import { boundedLimit, resourcePrefix } from './resource-limits.js';
import type { ResourceLimits } from './resource-limits.js';

async function prefix(
  limits: ResourceLimits,
  find?: ProgramFinder,
): Promise<{ words: readonly string[]; warnings: string[] }> {
  const warnings: string[] = [];
  const log = { ...quiet, warn: (message: string) => void warnings.push(message) };
  return { words: await resourcePrefix(limits, log, find), warnings };
}

it('holds a command and its children to soft and hard limits', async () => {
  const { words, warnings } = await prefix({
    RLIMIT_NOFILE: { soft: 200, hard: 300 },
    RLIMIT_CORE: { soft: 0 },
    RLIMIT_STACK: { soft: 'unlimited' },
  });
  expect(warnings).toEqual([]);
  const script = 'ulimit -S -n; ulimit -H -n; ulimit -S -c; ulimit -H -c; ulimit -S -s';
  const { output } = await capture([...words, 'bash', '-c', `bash -c '${script}'`]);
  const { output: own } = await capture(['bash', '-c', 'ulimit -H -c']);
  expect(output.split('\n')).toEqual(['200', '300', '0', own.trim(), 'unlimited', '']);
});

it('says what cannot be set here, and sets the rest', async () => {
  // More than any kernel lets even root open.
  const tooMany = 2 ** 40;
  const { words, warnings } = await prefix({
    RLIMIT_NOFILE: { soft: tooMany, hard: tooMany },
    RLIMIT_FSIZE: { soft: 1000 },
  });
  expect(warnings).toEqual([
    expect.stringMatching(/^Unable to set RLIMIT_NOFILE: .*Operation not permitted/),
  ]);
  expect(words.slice(1)).toEqual(['--fsize=1000:', '--']);
});

it('puts nothing in front where there is nothing to set', async () => {
  expect(await prefix({})).toEqual({ words: [], warnings: [] });
});

it('says at the start that limits are not set for want of prlimit', async () => {
  const { words, warnings } = await prefix({ RLIMIT_NOFILE: { soft: 5 }, RLIMIT_CPU: { soft: 5 } }, () =>
    Promise.resolve(undefined),
  );
  expect(words).toEqual([]);
  expect(warnings).toEqual(['RLIMIT_NOFILE, RLIMIT_CPU: not set, for want of prlimit (package util-linux)']);
});

it('keeps our own limits within those of the options', () => {
  expect(boundedLimit('RLIMIT_FSIZE', 500, { RLIMIT_FSIZE: { soft: 100, hard: 900 } })).toBe(100);
  expect(boundedLimit('RLIMIT_FSIZE', 500, { RLIMIT_FSIZE: { soft: 'unlimited', hard: 'unlimited' } })).toBe(
    500,
  );
  expect(boundedLimit('RLIMIT_NPROC', 5, {})).toBe(5);
});
