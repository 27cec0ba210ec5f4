import { GenericError } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { ProgressFollower } from './progress-follower.js';

it('shows the last line that is whole, in the place of the one before, and clears it in the end', async () => {
  const pieces = ['  1%  read\n 10', '%  read\n 50%  much more read\n', '', '100%'];
  let shown = '';
  const ended = new AbortController();
  const offsets: unknown[] = [];
  const follower = new ProgressFollower(
    {
      settings: { pollInterval: 0.001 },
      output: { columns: 80, writeError: (text: string) => (shown += text) },
      hub: {
        call: (method: string, params: unknown[], { offset }: { offset: number }) => {
          offsets.push(offset);
          if (offsets.length === 1) return Promise.reject(new GenericError('no file'));
          const piece = pieces.shift();
          if (piece === undefined) ended.abort();
          return Promise.resolve(Buffer.from(piece ?? '').toString('base64'));
        },
      },
    } as unknown as ConstructorParameters<typeof ProgressFollower>[0],
    7,
  );
  await follower.follow(ended.signal);
  expect(shown).toBe(`\r  1%  read\r 50%  much more read\r${' '.repeat(20)}\r`);
  expect(offsets.slice(0, 4)).toEqual([0, 0, 14, 43]);
});
