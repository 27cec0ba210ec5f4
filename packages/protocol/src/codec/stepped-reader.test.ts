import { describe, expect, it } from 'vitest';
import { decodeCall, decodeCallInSteps } from './decode.js';
import { encodeCall } from './encode.js';

/* Of the size of a piece, so that what follows stands at or around a cut. */
const LONG = 262_144;

function inSteps(document: string | Buffer) {
  const steps = decodeCallInSteps(document);
  for (let count = 0; ; count += 1) {
    const step = steps.next();
    if (step.done === true) return { call: step.value, steps: count };
  }
}

function outcome(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return String(error).replace(/ \((near )?byte \d+\)/, '');
  }
}

const value = (content: string) =>
  `<?xml version='1.0'?><methodCall><methodName>m</methodName><params><param>${content}</param></params></methodCall>`;

describe('a call that is read in steps', () => {
  it('is the same as one that is read at once', () => {
    const values = [
      [1, -5, 2 ** 40, 1.5, true, false, null, '', 'text', 'a & b < c', 'ä€𝄞', Buffer.from('bytes')],
      { a: 1, b: { c: [[], {}, [{ d: 'e' }]] } },
      Array.from({ length: 1000 }, (none, id) => ({ id, name: `name-${id}`, list: [id, 'x'] })),
    ];
    const document = encodeCall('some.method', values);
    expect(inSteps(document).call).toEqual(decodeCall(document));
    expect(inSteps(document).steps).toBeGreaterThan(100);
  });

  it.each([
    ['bare text', '<value>text</value>'],
    [
      'spaces around the type',
      '<value> <array> <data> <value> <int>1</int> </value> </data> </array> </value>',
    ],
    ['empty elements', '<value><array><data/></array></value>'],
    ['prefixes', '<value><e:struct xmlns:e="x"><member><name>a</name><value/></member></e:struct></value>'],
    ['a comment', '<value><!-- x --><string>a<!-- b -->c<![CDATA[<&>]]></string></value>'],
    ['text beside a value', '<value>x<int>1</int></value>'],
    ['an unknown type', '<value><thing>1</thing></value>'],
    ['a value that does not end', '<value><array><data><value><int>1'],
    ['a wrong end', '<value><struct></array></value>'],
    ['an unknown reference', '<value>&nothing;</value>'],
    ['too many levels', '<value><array><data>'.repeat(300)],
  ])('is the same with %s', (name, content) => {
    expect(outcome(() => inSteps(value(content)).call)).toEqual(outcome(() => decodeCall(value(content))));
  });

  it.each(['&amp;', '&#x10ffff;', '\r\n', '\r', 'ä', '€', '𝄞', '&#65;&lt;', '&', '&amp', '\u0001'])(
    'is the same wherever a long text is cut: %j',
    (part) => {
      for (let shift = 0; shift < 16; shift += 1) {
        const text = `${'x'.repeat(LONG - shift)}${part}${'y'.repeat(LONG)}`;
        for (const content of [`<value><string>${text}</string></value>`, `<value>${text}</value>`]) {
          const once = outcome(() => decodeCall(value(content)).params[0]);
          expect(outcome(() => inSteps(value(content)).call.params[0]) === once).toBe(true);
        }
      }
    },
  );

  it.each([
    ['as it is', (digits: string) => digits],
    ['with line ends', (digits: string) => digits.replace(/.{1,76}/g, '$&\n')],
    ['with space after its end', (digits: string) => digits + ' '.repeat(LONG * 2)],
    ['with another character', (digits: string) => `${digits.slice(0, LONG)}*${digits.slice(LONG)}`],
    ['with an end in its middle', (digits: string) => `QQ==${digits}`],
    ['without its end', (digits: string) => digits.slice(0, -1)],
  ])('has the same bytes of base64 %s', (name, spelled) => {
    const digits = Buffer.from(Array.from({ length: 500_001 }, (none, at) => at % 251)).toString('base64');
    const content = value(`<value><base64>${spelled(digits)}</base64></value>`);
    const read = (of: () => unknown) => outcome(() => (of() as Buffer).toString('latin1'));
    expect(read(() => inSteps(content).call.params[0]) === read(() => decodeCall(content).params[0])).toBe(
      true,
    );
  });

  it('takes many steps for a long text, also when all of it is references', () => {
    const { call, steps } = inSteps(value(`<value><string>${'&amp;'.repeat(1_000_000)}</string></value>`));
    expect(call.params[0] === '&'.repeat(1_000_000)).toBe(true);
    expect(steps).toBeGreaterThan(15);
  });
});
