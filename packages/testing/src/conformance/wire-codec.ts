import { asText, onlyMember, type WireStruct, type WireValue } from './wire-value.js';
import { parseXml, type XmlElement } from './xml.js';

/** What a hub answered: a value, or a fault. */
export type Reply = { result: WireValue } | { fault: { code: number; string: string } };

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The XML of a call. */
export function encodeWireCall(method: string, args: readonly WireValue[]): string {
  const params = args.map((value) => `<param>${encodeWireValue(value)}</param>`).join('');
  return `<?xml version='1.0'?>\n<methodCall><methodName>${escape(method)}</methodName><params>${params}</params></methodCall>`;
}

function encodeWireValue(value: WireValue): string {
  return `<value>${encodeContent(value)}</value>`;
}

function encodeContent(value: WireValue): string {
  if (value === null) return '<nil/>';
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`;
  if (typeof value === 'bigint') return `<i8>${value}</i8>`;
  if (typeof value === 'number') {
    const name = value >= -(2 ** 31) && value < 2 ** 31 ? 'int' : 'i8';
    return `<${name}>${value}</${name}>`;
  }
  if (typeof value === 'string') return `<string>${escape(value)}</string>`;
  if (Array.isArray(value)) return `<array><data>${value.map(encodeWireValue).join('')}</data></array>`;
  const [name, content] = onlyMember(value) ?? [];
  if (name === '$double') {
    const number = Number(content);
    return `<double>${Number.isInteger(number) && Math.abs(number) < 1e16 ? number.toFixed(1) : number}</double>`;
  }
  if (name === '$base64') return `<base64>${asText(content)}</base64>`;
  if (name === '$dateTime') return `<dateTime.iso8601>${escape(asText(content))}</dateTime.iso8601>`;
  const members = Object.entries(value).map(
    ([member, inner]) => `<member><name>${escape(member)}</name>${encodeWireValue(inner)}</member>`,
  );
  return `<struct>${members.join('')}</struct>`;
}

/** Reads a response document. */
export function decodeWireResponse(xml: string): Reply {
  const document = decodeDocument(xml);
  if ('fault' in document) return { fault: { code: document.fault[0], string: document.fault[1] } };
  if (document.method !== null) throw new Error('a call where a response was expected');
  return { result: document.params[0]! };
}

/** The content of XML-RPC text carried in a string, as `$xmlrpc` markers describe it. */
export function decodeDocument(
  xml: string,
): { method: string | null; params: WireValue[] } | { fault: [code: number, text: string] } {
  const root = parseXml(xml);
  const first = root.children[0];
  if (root.name === 'methodResponse' && first?.name === 'fault') {
    const fault = decodeWireValue(only(first, 'value')) as WireStruct;
    return { fault: [fault['faultCode'] as number, fault['faultString'] as string] };
  }
  const method = root.children.find((child) => child.name === 'methodName')?.text ?? null;
  if (root.name !== (method === null ? 'methodResponse' : 'methodCall')) throw new Error(`<${root.name}>`);
  const params = root.children.find((child) => child.name === 'params');
  return { method, params: (params?.children ?? []).map((param) => decodeWireValue(only(param, 'value'))) };
}

function only(element: XmlElement, name: string): XmlElement {
  const [child, ...others] = element.children;
  if (child?.name !== name || others.length > 0) throw new Error(`<${element.name}> without its <${name}>`);
  return child;
}

function decodeWireValue(element: XmlElement): WireValue {
  if (element.name !== 'value') throw new Error(`<${element.name}> where <value> was expected`);
  if (element.children.length === 0) return element.text;
  const [type, ...others] = element.children;
  if (others.length > 0) throw new Error('a <value> with several types');
  const { name, text, children } = type!;
  switch (name) {
    case 'nil':
      return null;
    case 'boolean':
      if (text !== '0' && text !== '1') throw new Error(`boolean ${text}`);
      return text === '1';
    case 'int':
    case 'i4':
    case 'i8': {
      if (!/^-?\d+$/.test(text)) throw new Error(`${name} ${text}`);
      const number = Number(text);
      if (name !== 'i8' && (number < -(2 ** 31) || number >= 2 ** 31)) throw new Error(`${name} ${text}`);
      return Number.isSafeInteger(number) ? number : BigInt(text);
    }
    case 'double':
      if (text.trim() === '' || Number.isNaN(Number(text))) throw new Error(`double ${text}`);
      return { $double: Number(text) };
    case 'string':
      return text;
    case 'base64':
      return { $base64: text.replace(/\s+/g, '') };
    case 'dateTime.iso8601':
      return { $dateTime: text };
    case 'array':
      return only(type!, 'data').children.map(decodeWireValue);
    case 'struct':
      return Object.fromEntries(children.map(decodeMember));
    default:
      throw new Error(`unknown type <${name}>`);
  }
}

function decodeMember(member: XmlElement): [string, WireValue] {
  const [name, value] = member.children;
  if (member.name !== 'member' || name?.name !== 'name' || value === undefined)
    throw new Error('malformed struct');
  return [name.text, decodeWireValue(value)];
}
