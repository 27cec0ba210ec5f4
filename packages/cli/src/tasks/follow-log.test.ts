import { GenericError } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import type { HubSession } from '../session/hub-session.js';
import { FollowedLog } from './follow-log.js';

/** A log on a hub; undefined while it is not there. */
function log(content: string | undefined) {
  const file = { content, largest: 0 };
  const hub = {
    call: (method: string, { offset, size }: { offset: number; size: number }) => {
      if (file.content === undefined) return Promise.reject(new GenericError('no file "build.log"'));
      file.largest = Math.max(file.largest, size);
      const part = Buffer.from(file.content).subarray(offset, offset + size);
      return Promise.resolve(part.toString('base64'));
    },
  } as unknown as HubSession;
  const followed = new FollowedLog(
    hub,
    { taskId: 1, name: 'build.log', volume: 'DEFAULT' },
    new AbortController().signal,
  );
  const news = async (final = false): Promise<string> => {
    let text = '';
    for await (const { data, replaced } of followed.news(final))
      text += `${replaced ? '<again>' : ''}${data}`;
    return text;
  };
  return { file, news };
}

describe('a log that is followed', () => {
  it('is read once from its start to its end, whatever its size, in pieces', async () => {
    const { file, news } = log(undefined);
    expect(await news()).toBe('');
    file.content = 'line\n'.repeat(500_000);
    expect(await news()).toBe(file.content);
    expect(file.largest).toBeLessThan(300_000);
    expect(await news()).toBe('');
    file.content += 'more';
    expect(await news()).toBe('more');
  });

  it('is read again when it has become another, longer or shorter', async () => {
    const { file, news } = log('first\nsecond\n');
    await news();
    file.content = 'another log that is longer\n';
    expect(await news()).toBe('<again>another log that is longer\n');
    file.content = 'short\n';
    expect(await news()).toBe('');
    expect(await news()).toBe('<again>short\n');
    file.content = 'x\n';
    expect(await news(true)).toBe('<again>x\n');
  });

  it('is not read again when it was met while it was being written once more', async () => {
    const { file, news } = log('first\nsecond\n');
    await news();
    file.content = 'fir';
    expect(await news()).toBe('');
    file.content = undefined;
    expect(await news()).toBe('');
    file.content = 'first\nsecond\nthird\n';
    expect(await news()).toBe('third\n');
  });
});
