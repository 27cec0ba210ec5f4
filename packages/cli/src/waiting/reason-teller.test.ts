import { GenericError, type TaskWaitReason } from '@kojikit/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReasonTeller } from './reason-teller.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A hub that answers what it is told to, and the teller that asks it. */
function watched(answers: Record<number, TaskWaitReason[]> | Error) {
  const lines: string[] = [];
  const asked: unknown[] = [];
  const hub = {
    call: <T>(method: string, { taskID: id }: { taskID: number }): Promise<T> => {
      asked.push([method, id]);
      if (answers instanceof Error) return Promise.reject(answers);
      return Promise.resolve((answers[id] ?? []) as T);
    },
  };
  const context = { hub, warn: (line: string) => void lines.push(line) };
  const interrupted = new AbortController().signal;
  const teller = new ReasonTeller({ ...context, interrupted } as unknown as ConstructorParameters<
    typeof ReasonTeller
  >[0]);
  const after = async (seconds: number, ...ids: number[]): Promise<string[]> => {
    vi.advanceTimersByTime(seconds * 1000);
    await teller.look(ids);
    return lines.splice(0);
  };
  return { teller, asked, after };
}

const noHost = { code: 'no_host_in_channel', text: 'no host is in the channel image' };
const busy = (load: number): TaskWaitReason => ({ code: 'no_capacity', text: `b1 is over load: ${load}` });

describe('telling why a task waits', () => {
  it('waits some seconds, tells once, and tells again what is another reason', async () => {
    const answers: Record<number, TaskWaitReason[]> = { 7: [noHost] };
    const { after } = watched(answers);
    expect(await after(3, 7)).toEqual([]);
    expect(await after(3, 7)).toEqual(['Task 7 waits: no host is in the channel image']);
    expect(await after(60, 7)).toEqual([]);
    answers[7] = [busy(2)];
    expect(await after(60, 7)).toEqual(['Task 7 waits: b1 is over load: 2']);
    answers[7] = [];
    expect(await after(60, 7)).toEqual([]);
    answers[7] = [noHost];
    expect(await after(60, 7)).toHaveLength(1);
  });

  it('takes another load for the same reason', async () => {
    const answers: Record<number, TaskWaitReason[]> = { 7: [busy(2)] };
    const { after } = watched(answers);
    expect(await after(6, 7)).toHaveLength(1);
    answers[7] = [busy(3)];
    expect(await after(60, 7)).toEqual([]);
  });

  it('asks later when something has happened', async () => {
    const { after, teller } = watched({ 7: [noHost] });
    await after(4);
    teller.changed();
    expect(teller.patience).toBe(5);
    expect(await after(4, 7)).toEqual([]);
    expect(await after(2, 7)).toHaveLength(1);
  });

  it('shortens a long list', async () => {
    const { after } = watched({
      7: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ code: 'not_ready', text: `b${n} is away` })),
    });
    const lines = await after(6, 7);
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe('Task 7 waits: and 2 more reasons');
  });

  it('asks a hub once that does not know the question', async () => {
    const { asked, after, teller } = watched(new GenericError('Invalid method: getTaskWaitReason'));
    expect(await after(6, 7, 8)).toEqual([]);
    expect(await after(60, 7, 8)).toEqual([]);
    expect(asked).toEqual([['getTaskWaitReason', 7]]);
    expect(teller.patience).toBeUndefined();
  });

  it('takes no harm from a hub that is away', async () => {
    const { asked, after } = watched(new Error('socket hang up'));
    expect(await after(6, 7)).toEqual([]);
    expect(await after(60, 7)).toEqual([]);
    expect(asked).toHaveLength(2);
  });
});
