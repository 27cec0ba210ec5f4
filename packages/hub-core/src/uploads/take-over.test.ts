import { expect, it } from 'vitest';
import { takeOver, untilStopped } from './take-over.js';

async function* silentAfter(piece: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(piece);
  await new Promise(() => undefined);
}

it('lets a repeated upload begin only when the earlier one, whose sender is silent, has cleaned up', async () => {
  const steps: string[] = [];
  let started = (): void => undefined;
  const written = new Promise<void>((resolve) => (started = resolve));
  const earlier = takeOver('file', async (stopped) => {
    try {
      for await (const piece of untilStopped(silentAfter('one'), stopped)) {
        steps.push(Buffer.from(piece).toString());
        started();
      }
    } finally {
      await Promise.resolve();
      steps.push('cut back');
    }
  });
  await written;
  const later = takeOver('file', async () => steps.push('again'));
  await expect(earlier).rejects.toThrow('a later upload of this file has taken its place');
  await later;
  expect(steps).toEqual(['one', 'cut back', 'again']);
});

it('stops an upload that was taken over before it began', async () => {
  const order: string[] = [];
  const hold = takeOver('file', async () => void order.push('first'));
  const second = takeOver('file', async (stopped) => {
    for await (const piece of untilStopped(silentAfter('x'), stopped))
      order.push(Buffer.from(piece).toString());
  });
  const third = takeOver('file', async () => void order.push('third'));
  await hold;
  await expect(second).rejects.toThrow('a later upload');
  await third;
  expect(order.at(-1)).toBe('third');
});

it('leaves other files alone', async () => {
  const both = await Promise.all([takeOver('a', async () => 1), takeOver('b', async () => 2)]);
  expect(both).toEqual([1, 2]);
});
