import rhea from 'rhea';
import { describe, expect, it } from 'vitest';
import type { PropertyValue } from '../messages/message.js';
import { encodeMessage } from './encode-message.js';

interface Sample {
  readonly props?: Readonly<Record<string, PropertyValue>>;
  readonly body?: string;
  readonly messageId?: string;
  readonly created?: number;
  readonly ttl?: number;
}

/** The bytes of a message as we write them, and as the library does. */
function both({ props = {}, body = '{}', messageId = 'site-1', created = 1_790_000_000_123, ttl }: Sample): {
  ours: Buffer;
  theirs: Buffer;
} {
  return {
    ours: encodeMessage({ messageId, created, props, body }, { ttl }),
    theirs: rhea.message.encode({
      durable: true,
      ...(ttl !== undefined && { ttl }),
      message_id: messageId,
      content_type: 'application/json',
      creation_time: new Date(created),
      application_properties: Object.fromEntries(
        Object.entries(props).map(([name, value]) => [
          name,
          typeof value === 'number' && Number.isSafeInteger(value) ? rhea.types.wrap_long(value) : value,
        ]),
      ),
      body,
    }),
  };
}

describe('a message is encoded in the bytes that the library makes of it', () => {
  it.each<[string, Sample]>([
    ['without properties', {}],
    ['with a body of several kinds of characters', { body: '{"a": "żółw 🐢 \u0000"}' }],
    ['with a body of 255 bytes', { body: 'x'.repeat(255) }],
    ['with a body of 256 bytes', { body: 'x'.repeat(256) }],
    ['with an empty body', { body: '' }],
    ['with a long body', { body: 'ż'.repeat(200_000) }],
    ['with a time before which it is dropped', { ttl: 60_000 }],
    ['with a short one', { ttl: 200 }],
    ['with none left', { ttl: 0 }],
    ['with the longest one', { ttl: 2 ** 32 - 1 }],
    ['made at a fraction of a millisecond', { created: 1_790_000_000_123.75 }],
    ['made before 1970', { created: -1500 }],
    ['with an id that is not ASCII', { messageId: 'ż'.repeat(30) }],
    ['with a long id', { messageId: 'a'.repeat(300) }],
  ])('%s', (title, sample) => {
    const { ours, theirs } = both(sample);
    expect(ours.equals(theirs)).toBe(true);
  });

  it.each<PropertyValue>([
    null,
    true,
    false,
    '',
    'x'.repeat(40),
    'x'.repeat(41),
    'ż'.repeat(40),
    'x'.repeat(255),
    'x'.repeat(256),
    'long '.repeat(20_000),
    0,
    1,
    -1,
    127,
    128,
    -128,
    -129,
    255,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 32 + 5,
    -(2 ** 32) - 5,
    -(2 ** 33),
    2 ** 52 + 1,
    -(2 ** 52) - 1,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    0.5,
    -1.25,
  ])('with the property %#', (value) => {
    const { ours, theirs } = both({ props: { type: 'X', value, last: 'z' } });
    expect(ours.equals(theirs)).toBe(true);
  });

  it('with a number that is too large for a whole one, which the library refuses', () => {
    const message = encodeMessage({ messageId: 'a', created: 1, props: { value: 1e20 }, body: '' }, {});
    expect(rhea.message.decode(message).application_properties).toEqual({ value: 1e20 });
  });

  it('leaves the bytes of messages before it alone', () => {
    const first = encodeMessage({ messageId: 'a', created: 1, props: { name: 'first' }, body: '1' }, {});
    const copy = Buffer.from(first);
    encodeMessage({ messageId: 'b', created: 2, props: { name: 'x'.repeat(50_000) }, body: '2' }, {});
    expect(first.equals(copy)).toBe(true);
  });
});
