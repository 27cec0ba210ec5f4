import { describe, expect, it } from 'vitest';
import { protonmsgConfig } from './config.js';

const BROKER = {
  urls: 'amqp://one.example.com amqps://two.example.com',
  topic_prefix: 'koji',
  connect_timeout: '10',
  send_timeout: '60',
};

const read = (sections: Record<string, Record<string, string>> = {}) =>
  protonmsgConfig.parse({ ...sections, broker: { ...BROKER, ...sections['broker'] } });

/** What is wrong, as `section.option: text` lines. */
function mistakes(sections: Record<string, Record<string, string>>): string[] {
  const { error } = protonmsgConfig.safeParse(sections);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('protonmsg.conf', () => {
  it("has the defaults of the operator's guide", () => {
    const config = read();
    expect(config.broker.urls.map(({ name }) => name)).toEqual([
      'one.example.com:5672',
      'two.example.com:5671',
    ]);
    expect(config.broker).toMatchObject({ test_mode: false, test_mode_fail: 0 });
    expect(config.message).toEqual({ extra_limit: 0 });
    expect(config.queue).toEqual({
      enabled: true,
      mode: 'outbox',
      batch_size: 500,
      max_age: 24,
      max_attempts: 10,
      max_backoff: 60,
    });
    expect(config.replay).toEqual({ keep: 72 });
  });

  it.each([
    [{ max_age: '5' }, 5],
    [{ age: '6' }, 6],
    [{ max_age: '5', age: '6' }, 5],
  ])('expires messages after max_age hours, or the old name age: %j', (queue, hours) => {
    expect(read({ queue: queue as Record<string, string> }).queue.max_age).toBe(hours);
  });

  it('names every option that must be set', () => {
    const found = mistakes({}).map((line) => line.split(':')[0]);
    for (const name of ['urls', 'topic_prefix', 'connect_timeout', 'send_timeout']) {
      expect(found).toContain(`broker.${name}`);
    }
  });

  it.each([
    ['broker', 'urls', 'http://one.example.com', 'is no URL of a broker'],
    ['broker', 'urls', ' ', 'at least one broker'],
    ['broker', 'topic_prefix', ' ', 'empty'],
    ['broker', 'connect_timeout', 'soon', '"soon"'],
    ['broker', 'send_timeout', '0', '"0"'],
    ['broker', 'test_mode_fail', '101', 'from 0 to 100'],
    ['broker', 'cert', '/nosuch.pem', 'no file /nosuch.pem'],
    ['queue', 'mode', 'inbox', '"outbox" or "fallback"'],
    ['queue', 'batch_size', '1.5', 'whole number'],
    ['queue', 'age', '-1', '"-1"'],
    ['message', 'ttl', 'long', '"long"'],
    ['replay', 'keep', '-1', '"-1"'],
  ])('says what is wrong with [%s] %s = %s', (section, name, value, text) => {
    const sections = { [section]: { [name]: value } };
    const found = mistakes({ ...sections, broker: { ...BROKER, ...sections['broker'] } });
    expect(
      found.some((line) => line.startsWith(`${section}.${name}: `) && line.includes(text)),
      found.join('\n'),
    ).toBe(true);
  });

  it('never shows the password of a broker', () => {
    const found = mistakes({ broker: { ...BROKER, urls: 'amq://hub:secret@one.example.com' } });
    expect(found.join()).toContain('***');
    expect(found.join()).not.toContain('secret');
  });

  it('wants cert and cacert together', () => {
    const found = mistakes({ broker: { ...BROKER, cacert: '/dev/null' } });
    expect(found).toEqual([expect.stringContaining('cert and cacert belong together')]);
  });
});
