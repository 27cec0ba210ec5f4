import { describe, expect, it } from 'vitest';
import { Interrupted, interruptible } from './interruptible.js';

type Signal = 'SIGINT' | 'SIGTERM';

/** Does work; `send` is what a signal does to the work, and to nobody else in this process. */
function started<T>(name: Signal, work: (signal: AbortSignal) => Promise<T>) {
  const before = process.listeners(name);
  const ended = interruptible('half of it is left', work);
  const own = process.listeners(name).filter((listener) => !before.includes(listener));
  return { ended, send: () => own.forEach((listener) => listener(name)) };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((unused, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  );

describe('interruptible work', () => {
  it('answers what it found, and leaves signals to whoever had them before', async () => {
    const before = process.listenerCount('SIGINT');
    expect(await interruptible('nothing is left', async () => process.listenerCount('SIGINT'))).toBe(
      before + 1,
    );
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is given up at %s, and says what is left', async (name, exitCode) => {
    const { ended, send } = started(name, untilAborted);
    send();
    const error: unknown = await ended.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Interrupted);
    expect(error).toMatchObject({ message: `interrupted by ${name}: half of it is left`, exitCode });
  });

  it('was interrupted as well where what it ran fails for that reason', async () => {
    const { ended, send } = started('SIGINT', (signal) =>
      untilAborted(signal).catch((cause: unknown) => {
        throw new Error('the program was ended', { cause });
      }),
    );
    send();
    await expect(ended).rejects.toBeInstanceOf(Interrupted);
  });

  it('fails as itself for any other reason, before a signal and after one', async () => {
    const failing = async (): Promise<never> => {
      throw new Error('the disk is full');
    };
    await expect(interruptible('nothing is left', failing)).rejects.toThrow('the disk is full');
    const { ended, send } = started('SIGTERM', (signal) => untilAborted(signal).catch(failing));
    send();
    await expect(ended).rejects.toThrow('the disk is full');
  });
});
