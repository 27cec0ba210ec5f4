import { decodeCall, encodeCall, encodeFault, encodeResponse, Double } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { decodeDocument, decodeWireResponse, encodeWireCall } from './wire-codec.js';

describe('the scenarios’ own codec', () => {
  it('keeps ints, doubles, long ints and strings apart', () => {
    const response = encodeResponse([1, new Double(1), 1.5, 2 ** 40, 9007199254740993n, '1', true, null]);
    expect(decodeWireResponse(response)).toEqual({
      result: [1, { $double: 1 }, { $double: 1.5 }, 2 ** 40, 9007199254740993n, '1', true, null],
    });
  });

  it('reads structs, bytes and text with markup and line ends', () => {
    const value = { a: ['<b> & "c"', ''], bytes: Buffer.from('hi'), 'x y': {} };
    expect(decodeWireResponse(encodeResponse(value))).toEqual({
      result: { a: ['<b> & "c"', ''], bytes: { $base64: 'aGk=' }, 'x y': {} },
    });
    const odd =
      '<methodResponse><params><param><value>a&#65;&#x42;\r\n<!-- no --></value></param></params></methodResponse>';
    expect(decodeWireResponse(odd)).toEqual({ result: 'aAB\n' });
  });

  it('tells a fault from a result', () => {
    expect(decodeWireResponse(encodeFault(1000, 'no <such> tag'))).toEqual({
      fault: { code: 1000, string: 'no <such> tag' },
    });
  });

  it('reads task requests as the marker $xmlrpc describes them', () => {
    expect(decodeDocument(encodeCall('build', ['src', { __starstar: true }]))).toEqual({
      method: 'build',
      params: ['src', { __starstar: true }],
    });
    expect(decodeDocument(encodeResponse(['done']))).toEqual({ method: null, params: [['done']] });
    expect(decodeDocument(encodeFault(1, 'x'))).toEqual({ fault: [1, 'x'] });
  });

  it('writes calls that the protocol reads', () => {
    const xml = encodeWireCall('a.b', [
      1,
      9007199254740993n,
      { $double: 2 },
      { $base64: 'aGk=' },
      [{ x: null }],
      '<&>',
    ]);
    const { method, params } = decodeCall(xml);
    expect(method).toBe('a.b');
    expect(params[1]).toBe(9007199254740993n);
    expect(params[2]).toEqual(new Double(2));
    expect(Buffer.from(params[3] as Uint8Array).toString()).toBe('hi');
    expect(params.slice(4)).toEqual([[{ x: null }], '<&>']);
  });

  it.each([
    '<methodResponse><params><param><value><int>1.5</int></value></param></params></methodResponse>',
    '<methodResponse><params><param><value><int>3000000000</int></value></param></params></methodResponse>',
    '<methodResponse><params><param><value><boolean>true</boolean></value></param></params></methodResponse>',
    '<methodResponse><params><param><value><double>x</double></value></param></params></methodResponse>',
    '<methodResponse><params><param><value>&nbsp;</value></param></params></methodResponse>',
    '<methodResponse><params></methodResponse>',
    '<methodResponse/><methodResponse/>',
    'no xml',
  ])('refuses %s', (xml) => {
    expect(() => decodeWireResponse(xml)).toThrow();
  });
});
