import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { succeeded } from './exit-status.js';
import { readLines } from './read-lines.js';
import { pipeProcess } from './run-process.js';

async function lines(chunks: readonly string[], longest?: number): Promise<string[]> {
  const found: string[] = [];
  const stream = Readable.from(chunks.map((text) => Buffer.from(text)));
  await readLines(stream, (line) => found.push(line), longest);
  return found;
}

it.each([
  [['one\ntwo\n'], ['one', 'two']],
  [
    ['o', 'ne\n', '\n', 'tw', 'o'],
    ['one', '', 'two'],
  ],
  [['one\r\ntwo\r\n'], ['one', 'two']],
  [[], []],
])('reads %j as %j', async (chunks, expected) => expect(await lines(chunks)).toEqual(expected));

it('keeps the beginning of a line that is too long, and the lines after it', async () => {
  expect(await lines(['0123456789', 'abcdef\nok\n', '0123456'], 5)).toEqual([
    '01234… (11 bytes left out)',
    'ok',
    '01234… (2 bytes left out)',
  ]);
});

it('holds no more than the limit of what a program prints without ending its line', async () => {
  const found: string[] = [];
  const megabytes = 24;
  const script = `head -c ${megabytes}M /dev/zero | tr '\\0' x; echo; echo done`;
  const status = await pipeProcess(['sh', '-c', script], async ({ stdout, ended }) => {
    await readLines(stdout, (line) => found.push(line), 1000);
    return ended;
  });
  expect(succeeded(status)).toBe(true);
  expect(found).toEqual([`${'x'.repeat(1000)}… (${megabytes * 2 ** 20 - 1000} bytes left out)`, 'done']);
});

it('ends when the stream breaks', async () => {
  const found: string[] = [];
  const stream = new Readable({ read: () => undefined });
  const reading = readLines(stream, (line) => found.push(line));
  stream.push('half');
  setImmediate(() => stream.destroy(new Error('broken pipe')));
  await reading;
  expect(found).toEqual(['half']);
});
