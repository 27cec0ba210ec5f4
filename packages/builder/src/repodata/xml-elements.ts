import { SaxesParser } from 'saxes';
import { RepodataError } from './repodata-error.js';
import { attributes, escapeText } from './xml-text.js';

/** An element with its names as written, prefixes included. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: Array<XmlElement | string>;
}

/** Characters and nodes one element may have: far beyond any package, but no whole file. */
const MAX_ELEMENT_SIZE = 256 * 1024 * 1024;

/**
 * The children of a document's root element, one at a time, so that a document of any length can be read. Throws
 * RepodataError when the document is not well-formed.
 */
export async function* readElements(
  document: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<XmlElement, void, undefined> {
  const collector = new ElementCollector();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of document) {
      yield* collector.push(decoder.decode(chunk, { stream: true }));
    }
    yield* collector.push(decoder.decode());
    collector.end();
  } catch (error) {
    if (error instanceof RepodataError || !isXmlError(error)) throw error;
    throw new RepodataError(`The metadata is not well-formed: ${error.message}`, { cause: error });
  }
}

/** The element as XML again. */
export function elementXml(element: XmlElement): string {
  const head = `<${element.name}${attributes(element.attributes)}`;
  if (element.children.length === 0) return `${head}/>`;
  const content = element.children.map((child) =>
    typeof child === 'string' ? escapeText(child) : elementXml(child),
  );
  return `${head}>${content.join('')}</${element.name}>`;
}

/** The first child element of this name, whatever its prefix. */
export function childElement(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    if (typeof child !== 'string' && localName(child.name) === name) return child;
  }
  return undefined;
}

/** The text of the first child of this name; undefined without such a child. */
export function childText(element: XmlElement, name: string): string | undefined {
  const child = childElement(element, name);
  return child && elementText(child);
}

/** The text directly inside an element. */
export function elementText(element: XmlElement): string {
  return element.children.filter((part) => typeof part === 'string').join('');
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

class ElementCollector {
  private readonly parser = new SaxesParser();
  private readonly path: XmlElement[] = [];
  private finished: XmlElement[] = [];
  private depth = 0;
  private size = 0;

  constructor() {
    this.parser.on('error', (error) => {
      throw error;
    });
    this.parser.on('opentag', (tag) => {
      this.depth += 1;
      if (this.depth === 1) return;
      const element: XmlElement = { name: tag.name, attributes: { ...tag.attributes }, children: [] };
      this.grow(tag.name.length + Object.values(tag.attributes).join('').length + 16);
      this.path.at(-1)?.children.push(element);
      this.path.push(element);
    });
    this.parser.on('text', (text) => this.addText(text));
    this.parser.on('cdata', (text) => this.addText(text));
    this.parser.on('closetag', () => {
      this.depth -= 1;
      const element = this.path.pop();
      if (element === undefined || this.path.length > 0) return;
      this.finished.push(element);
      this.size = 0;
    });
  }

  push(text: string): XmlElement[] {
    this.parser.write(text);
    const finished = this.finished;
    this.finished = [];
    return finished;
  }

  end(): void {
    this.parser.close();
  }

  private addText(text: string): void {
    const element = this.path.at(-1);
    if (element === undefined) return;
    this.grow(text.length);
    element.children.push(text);
  }

  private grow(size: number): void {
    this.size += size;
    if (this.size > MAX_ELEMENT_SIZE)
      throw new RepodataError('The metadata has an element that is too large');
  }
}

/** What the XML parser and the decoder throw, as opposed to errors of reading. */
function isXmlError(error: unknown): error is Error {
  return error instanceof Error && (error as NodeJS.ErrnoException).syscall === undefined;
}
