import { isUtf8 } from 'node:buffer';
import { faultFromCode } from '../faults.js';
import { MalformedXmlRpc } from './errors.js';
import { DEFAULT_DECODE_LIMITS, type DecodeLimits } from './limits.js';
import { SteppedReader } from './stepped-reader.js';
import { ValueReader } from './value-reader.js';

/** A method call as it came: keyword arguments are still in their struct, see `splitKeywords`. */
export interface DecodedCall {
  readonly method: string;
  readonly params: unknown[];
}

interface Document {
  readonly method?: string;
  readonly params?: unknown[];
  readonly fault?: unknown;
}

/**
 * Reads a method call. Throws MalformedXmlRpc for everything that is not one, and when a limit is exceeded.
 *
 * As with Koji's hub, a document that has parameters but no method name is a call of the method `None`.
 */
export function decodeCall(xml: Buffer | string, limits?: Partial<DecodeLimits>): DecodedCall {
  return asCall(atOnce(readDocument(xml, limits, ValueReader)));
}

/**
 * Reads a long method call as `decodeCall` does, in many small steps: whoever takes them may let others work in between.
 */
export function* decodeCallInSteps(
  xml: Buffer | string,
  limits?: Partial<DecodeLimits>,
): Generator<void, DecodedCall> {
  return asCall(yield* readDocument(xml, limits, SteppedReader));
}

function asCall(document: Document): DecodedCall {
  if (document.fault !== undefined) throw new MalformedXmlRpc('a fault is not a call');
  return { method: document.method ?? 'None', params: document.params ?? [] };
}

function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Reads an answer. Throws the KojiFault that it holds, or MalformedXmlRpc when it is no answer. */
export function decodeResponse(xml: Buffer | string, limits?: Partial<DecodeLimits>): unknown {
  const document = atOnce(readDocument(xml, limits, ValueReader));
  if (document.fault !== undefined) throw toFault(document.fault);
  if (document.method !== undefined) throw new MalformedXmlRpc('a call is not an answer');
  if (document.params?.length !== 1) throw new MalformedXmlRpc('an answer has exactly one value');
  return document.params[0];
}

function* readDocument(
  xml: Buffer | string,
  limits: Partial<DecodeLimits> = {},
  reading: typeof ValueReader,
): Generator<void, Document> {
  const all = { ...DEFAULT_DECODE_LIMITS, ...limits };
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  if (bytes.length > all.maxBytes)
    throw new MalformedXmlRpc(`the document is larger than ${all.maxBytes} bytes`);
  const reader = new reading(toUtf8(bytes), all);
  const root = reader.startTag();
  if (root === undefined || root.empty) throw reader.malformed('there is no call and no answer');
  let document: Document;
  if (root.name === 'methodCall') document = yield* readCall(reader);
  else if (root.name === 'methodResponse') document = yield* readAnswer(reader);
  else throw reader.malformed(`<${root.name}> is neither a call nor an answer`);
  reader.endTag(root.name);
  reader.skipSpace();
  if (reader.position < reader.bytes.length) throw reader.malformed('something follows after the document');
  return document;
}

function* readCall(reader: ValueReader): Generator<void, Document> {
  let tag = reader.startTag();
  let method: string | undefined;
  if (tag?.name === 'methodName') {
    method = tag.empty ? '' : reader.text();
    if (!tag.empty) reader.endTag('methodName');
    tag = reader.startTag();
  }
  if (tag === undefined && method === undefined) throw reader.malformed('an empty call');
  if (tag === undefined) return { method, params: [] };
  if (tag.name !== 'params') throw reader.malformed('<params> is expected');
  return { method, params: tag.empty ? [] : yield* readParams(reader) };
}

function* readAnswer(reader: ValueReader): Generator<void, Document> {
  const tag = reader.startTag();
  if (tag?.name === 'params') return { params: tag.empty ? [] : yield* readParams(reader) };
  if (tag?.name !== 'fault' || tag.empty) throw reader.malformed('<params> or <fault> is expected');
  reader.skipSpace();
  const fault = yield* reader.valueInSteps(0);
  reader.endTag('fault');
  return { fault };
}

function* readParams(reader: ValueReader): Generator<void, unknown[]> {
  const params: unknown[] = [];
  for (let tag = reader.startTag(); tag !== undefined; tag = reader.startTag()) {
    if (tag.name !== 'param' || tag.empty) throw reader.malformed('<param> is expected');
    reader.skipSpace();
    params.push(yield* reader.valueInSteps(0));
    reader.endTag('param');
  }
  reader.endTag('params');
  return params;
}

function toFault(fault: unknown): Error {
  const { faultCode, faultString } = (fault ?? {}) as { faultCode?: unknown; faultString?: unknown };
  if (typeof faultCode !== 'number') throw new MalformedXmlRpc('a fault without a code');
  return faultFromCode(faultCode, typeof faultString === 'string' ? faultString : '');
}

const DECLARED_ENCODING = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;

/** The document as UTF-8. Other encodings than ASCII, Latin-1 and UTF-8 are refused; so are broken characters. */
function toUtf8(bytes: Buffer): Buffer {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const declared = DECLARED_ENCODING.exec(start.toString('latin1', 0, 100))?.[1]?.toLowerCase();
  if (declared === 'iso-8859-1' || declared === 'latin-1')
    return Buffer.from(start.toString('latin1'), 'utf8');
  if (declared !== undefined && declared !== 'utf-8' && declared !== 'utf8' && declared !== 'us-ascii') {
    throw new MalformedXmlRpc(`the encoding ${declared} is not accepted`);
  }
  if (!isUtf8(start)) throw new MalformedXmlRpc('the document is not valid UTF-8');
  return start;
}
