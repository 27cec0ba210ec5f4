import type { PackageFacts } from './merge-plan.js';
import { RepodataError } from './repodata-error.js';
import type { XmlElement } from './xml-elements.js';
import { childElement, childText, elementXml, readElements } from './xml-elements.js';
import { escapeAttribute } from './xml-text.js';

// What is asked of a package's element is looked up in its bytes, without taking it apart. They are read as Latin-1, in
// which a byte is a character; a value with entities or with anything but ASCII makes that the element is parsed instead.

/** Where a package's file is, and which file it was when the list was written. */
export interface PackagePlace {
  /** The checksum that names the package in all lists. */
  readonly pkgid: string;
  /** Path below the repository, or below `base`. */
  readonly location: string;
  readonly base: string | undefined;
  /** Bytes. */
  readonly size: string | undefined;
  /** Seconds since 1970 when the file was changed. */
  readonly fileTime: string | undefined;
}

/** V8 copies what is shorter. */
const SHORTEST_PART = 13;

type Attributes = Readonly<Record<string, string | undefined>>;

/** The checksum that names a package, in an element of any list. */
export async function packageId(element: Buffer): Promise<string> {
  const head = element.toString('latin1', 0, element.indexOf('>'));
  const pkgid = /\spkgid="([0-9a-f]+)"/.exec(head)?.[1] ?? textOf(element.toString('latin1'), 'checksum');
  return pkgid || idOf(await parse(element));
}

/** What an element of the primary list says about where its package is. */
export async function packagePlace(element: Buffer): Promise<PackagePlace> {
  const text = element.toString('latin1');
  const [pkgid, location] = [textOf(text, 'checksum'), attributesOf(text, 'location')];
  const [size, time] = [attributesOf(text, 'size'), attributesOf(text, 'time')];
  if (pkgid && location?.['href'] && size && time) return placeOf(pkgid, location, size, time);
  const parsed = await parse(element);
  const [parsedLocation = {}, parsedSize = {}, parsedTime = {}] = ['location', 'size', 'time'].map(
    (name) => childElement(parsed, name)?.attributes,
  );
  return placeOf(idOf(parsed), parsedLocation, parsedSize, parsedTime);
}

function placeOf(pkgid: string, location: Attributes, size: Attributes, time: Attributes): PackagePlace {
  return {
    pkgid,
    location: location['href'] ?? '',
    base: location['xml:base'] || undefined,
    size: size['package'],
    fileTime: time['file'],
  };
}

/** What an element of the primary list says about its package, as far as it decides whether that is taken. */
export async function packageFacts(element: Buffer): Promise<PackageFacts> {
  const text = element.toString('latin1');
  const [pkgid, name, arch] = [textOf(text, 'checksum'), textOf(text, 'name'), textOf(text, 'arch')];
  const version = attributesOf(text, 'version');
  const sourceRpm = textOf(text, 'rpm:sourcerpm');
  if (pkgid && name && arch && version && sourceRpm !== undefined)
    return factsOf(pkgid, name, version, arch, sourceRpm);
  const parsed = await parse(element);
  const format = childElement(parsed, 'format');
  return factsOf(
    idOf(parsed),
    childText(parsed, 'name') ?? '',
    childElement(parsed, 'version')?.attributes ?? {},
    childText(parsed, 'arch') ?? '',
    (format && childText(format, 'sourcerpm')) ?? '',
  );
}

function factsOf(
  pkgid: string,
  name: string,
  version: Attributes,
  arch: string,
  sourceRpm: string,
): PackageFacts {
  return {
    pkgid,
    name,
    epoch: version['epoch'] ?? '0',
    version: version['ver'] ?? '',
    release: version['rel'] ?? '',
    arch,
    sourceRpm,
  };
}

/** An element of the primary list with a base for the package's location, unless it has one. */
export async function withBase(element: Buffer, base: string): Promise<Buffer> {
  const text = element.toString('latin1');
  const tag = /<location\s[^<>]*>/.exec(text);
  if (!tag) return Buffer.from(elementXml(addBase(await parse(element), base)));
  if (tag[0].includes('xml:base')) return element;
  const at = tag.index + '<location'.length;
  return Buffer.concat([
    element.subarray(0, at),
    Buffer.from(` xml:base="${escapeAttribute(base)}"`),
    element.subarray(at),
  ]);
}

function addBase(element: XmlElement, base: string): XmlElement {
  const location = childElement(element, 'location');
  if (location && !location.attributes['xml:base'])
    location.attributes = { 'xml:base': base, ...location.attributes };
  return element;
}

/** The text of the first element of a name; undefined when only a parser can say. */
function textOf(text: string, name: string): string | undefined {
  const start = text.indexOf(`<${name}`);
  const end = start < 0 ? -1 : text.indexOf('>', start);
  if (end < 0) return undefined;
  if (text[end - 1] === '/') return end === start + name.length + 2 ? '' : undefined;
  const content = text.slice(end + 1, text.indexOf('<', end));
  return isPlain(content) && isTag(text, start, name) ? copied(content) : undefined;
}

/** The attributes of the first tag of a name; undefined when only a parser can say. */
function attributesOf(text: string, name: string): Attributes | undefined {
  const start = text.indexOf(`<${name}`);
  const end = start < 0 ? -1 : text.indexOf('>', start);
  if (end < 0 || !isTag(text, start, name)) return undefined;
  const tag = text.slice(start, end);
  if (tag.includes("'") || !isPlain(tag)) return undefined;
  return Object.fromEntries(
    [...tag.matchAll(/\s([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, copied(value)]),
  );
}

/** Whether the tag there is of this name, and not of a longer one. */
function isTag(text: string, start: number, name: string): boolean {
  return /[\s>]/.test(text[start + name.length + 1] ?? '');
}

/** The same text, which does not keep the whole element in memory as a part of its string would. */
function copied(text: string): string {
  return text.length < SHORTEST_PART ? text : Buffer.from(text, 'latin1').toString('latin1');
}

function isPlain(text: string): boolean {
  return /^[\n\x20-\x25\x27-\x7e]*$/.test(text);
}

async function parse(element: Buffer): Promise<XmlElement> {
  // Prefixes may be declared outside of the element; the parser does not look at them.
  const document = [Buffer.from('<list>'), element, Buffer.from('</list>')];
  for await (const parsed of readElements(document)) return parsed;
  throw new RepodataError('The metadata has an element that is not well-formed');
}

function idOf(element: XmlElement): string {
  return element.attributes['pkgid'] ?? childText(element, 'checksum') ?? '';
}
