import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Signals } from './signals.js';

describe('signals to other processes', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  /** Signals, and the moments at which other processes were told of which topics. */
  function telling() {
    const told = new Map<number, string[]>();
    const signals = new Signals();
    const announce = (topic: string) => {
      const now = Math.floor(performance.now());
      told.set(now, [...(told.get(now) ?? []), topic]);
    };
    signals.connect({ relay: () => ({ announce, close: () => Promise.resolve() }) });
    return { signals, told };
  }

  it('go out at once after a pause, and in few messages when there are many', () => {
    const { signals, told } = telling();
    const topics = [...Array(100).keys()].map((number) => `task:${number}`);
    for (const topic of topics) {
      signals.announce(topic);
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(100);
    expect([...told.values()].flat()).toEqual(topics);
    expect(told.size).toBeLessThanOrEqual(6);
    const before = told.size;
    signals.announce('task:late');
    vi.advanceTimersByTime(1);
    expect([...told.values()].slice(before)).toEqual([['task:late']]);
  });

  it('go out each by itself when somebody listens to what they say', () => {
    const { signals, told } = telling();
    signals.listen('login-failed:', () => undefined);
    for (let count = 0; count < 3; count += 1) {
      signals.announce('task:1');
      signals.announce('login-failed:alice');
      expect([...told.values()].flat().slice(-1)).toEqual(['login-failed:alice']);
    }
    vi.advanceTimersByTime(100);
    expect([...told.values()].flat().filter((topic) => topic === 'login-failed:alice')).toHaveLength(3);
  });

  it('go out before they are closed', async () => {
    const { signals, told } = telling();
    signals.announce('task:1');
    await signals.close();
    vi.advanceTimersByTime(100);
    expect([...told.values()]).toEqual([['task:1']]);
  });
});
