import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DateTime,
  decodeCall,
  decodeResponse,
  Double,
  double,
  encodeCall,
  encodeFault,
  encodeResponse,
  encodeResponseBytes,
  isFault,
  MalformedXmlRpc,
  plainNumber,
  splitKeywords,
  UnencodableValue,
  withKeywords,
} from '../index.js';
import { wireValue } from '../../test/wire-value.js';

const call = (value: string) =>
  `<?xml version='1.0'?><methodCall><methodName>m</methodName><params><param>${value}</param></params></methodCall>`;
const decode = (value: string) => decodeCall(call(value)).params[0];
const roundTrip = (value: unknown) => decodeResponse(encodeResponse(value));

test('every value comes back as it was', () => {
  fc.assert(
    fc.property(wireValue, (value) => {
      expect(roundTrip(value)).toEqual(value);
    }),
  );
  fc.assert(
    fc.property(fc.array(wireValue), (params) => {
      expect(decodeCall(Buffer.from(encodeCall('host.getTasks', params)))).toEqual({
        method: 'host.getTasks',
        params,
      });
    }),
  );
});

test('an answer is the same as text and as bytes, however long it is', () => {
  fc.assert(
    fc.property(wireValue, (value) => {
      expect(encodeResponseBytes(value).toString()).toBe(encodeResponse(value));
    }),
  );
  const rows = [...Array(2_000).keys()].map((id) => ({
    id,
    name: `päckage-${id}`,
    builds: [id, [id], '😀'],
  }));
  expect(encodeResponseBytes(rows).toString()).toBe(encodeResponse(rows));
  expect(decodeResponse(encodeResponseBytes(rows))).toEqual(rows);
});

test('any bytes are decoded or refused, nothing else', () => {
  const piece = fc.constantFrom(
    ...['<methodCall>', '</methodCall>', '<methodName>', '</methodName>', '<params>', '<param>', '</params>'],
    ...[
      '<value>',
      '</value>',
      '<int>',
      '</int>',
      '<struct>',
      '<member>',
      '<name>',
      '</name>',
      '<array><data>',
    ],
    ...[
      '<nil/>',
      '<!-- ',
      ' -->',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&',
      ' ',
      '12',
      'é',
      '<',
      '>',
      '/',
      '<?',
      '?>',
    ],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      try {
        decodeCall(pieces.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedXmlRpc);
      }
    }),
  );
});

describe('numbers', () => {
  test.each([
    [2147483647, '<int>2147483647</int>'],
    [2147483648, '<i8>2147483648</i8>'],
    [-2147483648, '<int>-2147483648</int>'],
    [-2147483649, '<i8>-2147483649</i8>'],
    [9007199254740993n, '<i8>9007199254740993</i8>'],
    [5n, '<int>5</int>'],
    [2.5, '<double>2.5</double>'],
    [2 ** 53, '<double>9007199254740992.0</double>'],
    [double(1), '<double>1.0</double>'],
    [double(-0), '<double>-0.0</double>'],
    [1e300, '<double>1e+300</double>'],
  ])('%s goes out as %s', (value, expected) => {
    expect(encodeResponse(value)).toContain(`<value>${expected}</value>`);
  });

  test('large integers are bigints, integral doubles stay doubles', () => {
    expect(decode('<value><i8>9223372036854775807</i8></value>')).toBe(9223372036854775807n);
    expect(decode('<value><i8>9007199254740991</i8></value>')).toBe(9007199254740991);
    expect(decode('<value><int> +7 </int></value>')).toBe(7);
    expect(decode('<value><int>-0</int></value>')).toBe(0);
    expect(decode('<value><double>1e3</double></value>')).toEqual(new Double(1000));
    expect(plainNumber(decode('<value><double>1.0</double></value>'))).toBe(1);
    expect(decode('<value><double>.5</double></value>')).toBe(0.5);
    expect(Number(double(2)) + 1).toBe(3);
    expect(JSON.stringify({ ts: double(2) })).toBe('{"ts":2}');
  });
});

test('types are understood in every spelling that Koji accepts', () => {
  expect(decode('<value>bare text</value>')).toBe('bare text');
  expect(decode('<value></value>')).toBe('');
  expect(decode('<value/>')).toBe('');
  expect(decode('<value>\n <i4>7</i4>\n</value>')).toBe(7);
  expect(decode('<value><ex:i8 xmlns:ex="http://x">8</ex:i8></value>')).toBe(8);
  expect(decode('<value><nil></nil></value>')).toBeNull();
  expect(decode('<value><ex:nil/></value>')).toBeNull();
  expect(decode('<value><array/></value>')).toEqual([]);
  expect(decode('<value><array><data/></array></value>')).toEqual([]);
  expect(decode('<value><struct/></value>')).toEqual({});
  expect(decode('<value><base64>\naGk=\n</base64></value>')).toEqual(Buffer.from('hi'));
  expect(decode('<value><dateTime.iso8601>20210203T04:05:06</dateTime.iso8601></value>')).toEqual(
    new DateTime('20210203T04:05:06'),
  );
  expect(decode('<value><!-- a --><int>1</int><?pi x?></value>')).toBe(1);
  expect(
    decode('<value><struct>\n<member>\n<name>a</name>\n<value>1</value>\n</member>\n</struct></value>\n'),
  ).toEqual({ a: '1' });
  expect(decodeCall('<methodCall><methodName>m</methodName></methodCall>')).toEqual({
    method: 'm',
    params: [],
  });
  expect(decodeCall('<methodResponse><params></params></methodResponse>')).toEqual({
    method: 'None',
    params: [],
  });
});

test('references, CDATA, comments and line ends in texts are resolved', () => {
  expect(decode('<value><string>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;</string></value>')).toBe('<&>"\'A😀');
  expect(decode('<value><string>a<!-- b -->c<![CDATA[<&amp;>]]>d</string></value>')).toBe('ac<&amp;>d');
  expect(decode('<value><string>a\r\nb\rc&#13;</string></value>')).toBe('a\nb\nc\r');
  expect(decode('<value><string> žluť </string></value>')).toBe(' žluť ');
});

test('a member called __proto__ is data', () => {
  const struct = decode(
    '<value><struct><member><name>__proto__</name><value><struct><member><name>x</name><value>1</value></member></struct></value></member></struct></value>',
  ) as object;
  expect(Object.getPrototypeOf(struct)).toBe(Object.prototype);
  expect(Object.keys(struct)).toEqual(['__proto__']);
  expect((struct as { x?: unknown }).x).toBeUndefined();
});

test.each([
  ['', 'no call'],
  ['not xml', 'text where'],
  ['<methodCall>', 'an empty call'],
  ["<?xml version='1.0'?><foo/>", 'no call'],
  ["<?xml version='1.0'?><foo></foo>", '<foo> is neither'],
  ['<!DOCTYPE methodCall [<!ENTITY a "b">]><methodCall/>', 'document types'],
  [call('<value><int>x</int></value>'), 'not an integer'],
  [call('<value><int></int></value>'), 'not an integer'],
  [call('<value><weird>1</weird></value>'), '<weird> is not a type'],
  [call('<value><boolean>yes</boolean></value>'), 'not a boolean'],
  [call('<value><base64>a</base64></value>'), 'not base64'],
  [call('<value><string>&unknown;</string></value>'), 'unknown reference'],
  [call('<value><string>&#0;</string></value>'), 'unknown reference'],
  [call('<value><string>a & b</string></value>'), 'unknown reference'],
  [call('<value><string>\u0001</string></value>'), 'XML does not allow'],
  [call('<value>text<int>1</int></value>'), 'text beside'],
  [call('<value><string>x</value>'), '</string> is expected'],
  [call('<value><struct><member><value>1</value></member></struct></value>'), '<name> is expected'],
  [call('<value>1</value><value>2</value>'), '</param> is expected'],
  [`${call('<value>1</value>')}x`, 'something follows'],
  [call('<value>1</value>').replace("'1.0'", "'1.0' encoding='utf-16'"), 'encoding utf-16'],
])('%j is refused: %s', (xml, reason) => {
  expect(() => decodeCall(xml)).toThrow(MalformedXmlRpc);
  expect(() => decodeCall(xml)).toThrow(reason);
});

test('bytes that are not UTF-8 are refused, declared Latin-1 is read', () => {
  const latin = Buffer.from(call('<value>caf\xe9</value>'), 'latin1');
  expect(() => decodeCall(latin)).toThrow('not valid UTF-8');
  const declared = Buffer.from(
    call('<value>caf\xe9</value>').replace("'1.0'", "'1.0' encoding='ISO-8859-1'"),
    'latin1',
  );
  expect(decodeCall(declared).params).toEqual(['café']);
  expect(decodeCall(Buffer.from(`\ufeff${call('<value>1</value>')}`)).params).toEqual(['1']);
});

test('documents beyond a limit are refused', () => {
  const nested = (depth: number) => {
    let value: unknown = 1;
    for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
    return encodeResponse(value);
  };
  expect(() => decodeResponse(nested(10), { maxDepth: 10 })).not.toThrow();
  expect(() => decodeResponse(nested(11), { maxDepth: 10 })).toThrow('more than 10 levels');
  expect(() => decodeResponse(encodeResponse([1, 2, 3]), { maxValues: 4 })).not.toThrow();
  expect(() => decodeResponse(encodeResponse([1, 2, 3]), { maxValues: 3 })).toThrow('more than 3 values');
  const text = encodeResponse('é');
  expect(() => decodeResponse(text, { maxBytes: Buffer.byteLength(text) })).not.toThrow();
  expect(() => decodeResponse(text, { maxBytes: Buffer.byteLength(text) - 1 })).toThrow('larger than');
  const deep = '<value><array><data>'.repeat(100_000);
  expect(() => decodeCall(call(deep))).toThrow('more than 200 levels');
});

test('values without a form in XML-RPC cannot be encoded', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  for (const value of [() => 1, Symbol('s'), 2n ** 63n, new Map(), circle]) {
    expect(() => encodeResponse({ a: [value] })).toThrow(UnencodableValue);
  }
  expect(() => encodeResponse({ when: new Date(0) })).toThrow('class Date');
});

test.each([
  ['nan', NaN, 'nan'],
  ['NaN', NaN, 'nan'],
  ['-nan', NaN, 'nan'],
  ['inf', Infinity, 'inf'],
  [' +inf ', Infinity, 'inf'],
  ['-Infinity', -Infinity, '-inf'],
  ['1e400', Infinity, 'inf'],
  ['-1e400', -Infinity, '-inf'],
  ['1_000.2_5', 1000.25, '1000.25'],
  ['1e1_0', new Double(1e10), '10000000000.0'],
  ['5.', new Double(5), '5.0'],
])('the double %j is read and written as Python does', (text, value, written) => {
  const read = decodeCall(call(`<value><double>${text}</double></value>`)).params[0];
  expect(Number(read)).toBe(Number(value));
  expect(encodeResponse(read)).toContain(`<double>${written}</double>`);
});

test.each(['', '0x10', '1,5', '1e', '1__0', '_1', '1_', '1_.5', 'nan(1)', 'infinit', '- inf', '--1'])(
  'the double %j is refused',
  (text) => {
    expect(() => decodeCall(call(`<value><double>${text}</double></value>`))).toThrow('not a double');
  },
);

test('integers are as long as Python reads them, but only 64 bits go out', () => {
  const integer = (text: string) => decodeCall(call(`<value><i8>${text}</i8></value>`)).params[0];
  expect(integer('1_000')).toBe(1000);
  expect(integer('9_223_372_036_854_775_808')).toBe(2n ** 63n);
  expect(integer('9'.repeat(4300))).toBe(BigInt('9'.repeat(4300)));
  expect(() => integer('9'.repeat(4301))).toThrow('not an integer');
  expect(() => encodeResponse(integer('9223372036854775808'))).toThrow(UnencodableValue);
});

test('undefined goes out as nil', () => {
  expect(roundTrip({ a: undefined, b: [undefined] })).toEqual({ a: null, b: [null] });
});

test('characters that XML cannot carry are replaced in answers and refused in calls', () => {
  expect(roundTrip('a\u0000b\u001bc\ud800d\uffff\t\n\r')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd\t\n\r');
  expect(() => encodeCall('m', ['ok', 'a\u001b'])).toThrow('U+001B at 1');
  expect(() => encodeCall('m', [{ '\u0001': 1 }])).toThrow(UnencodableValue);
  expect(() => decodeResponse(encodeFault(1000, 'bad \u0001'))).toThrow('bad \ufffd');
});

test('faults are thrown with their class', () => {
  const caught = (xml: string): unknown => {
    try {
      return decodeResponse(xml);
    } catch (error) {
      return error;
    }
  };
  const error = caught(encodeFault(1010, '<no> target'));
  expect(error).toMatchObject({ code: 1010, faultName: 'PreBuildError', message: '<no> target' });
  expect(isFault(error, 'BuildError')).toBe(true);
  expect(caught(encodeFault(1, "<class 'Exception'>: x"))).toMatchObject({ code: 1, faultName: 'Fault' });
  expect(caught(encodeCall('m', []))).toBeInstanceOf(MalformedXmlRpc);
  expect(caught('<methodResponse><fault><value>x</value></fault></methodResponse>')).toBeInstanceOf(
    MalformedXmlRpc,
  );
});

test('keyword arguments travel in a marked struct', () => {
  expect(withKeywords([1], {})).toEqual([1]);
  expect(splitKeywords(withKeywords([1], { strict: true }))).toEqual({
    positional: [1],
    keywords: { strict: true },
  });
  expect(splitKeywords([{ a: 1 }])).toEqual({ positional: [{ a: 1 }], keywords: {} });
  const unmarked = [{ __starstar: false, a: 1 }];
  expect(splitKeywords(unmarked)).toEqual({ positional: unmarked, keywords: {} });
  expect(splitKeywords([Buffer.from('x')]).positional).toHaveLength(1);
});
