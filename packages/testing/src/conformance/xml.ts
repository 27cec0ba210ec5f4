/** An element of a parsed document. `text` is the text directly inside of it. */
export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN =
  /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[(?<cdata>[^]*?)\]\]>|<\/(?<close>[^\s>]+)\s*>|<(?<open>[^\s/>!?]+)(?<attributes>[^>]*?)(?<empty>\/?)>|(?<text>[^<]+)/y;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads an XML document. Deliberately not the protocol's own parser: what the hub sends is judged by a second pair of
 * eyes. Throws Error when the text is not well-formed.
 */
export function parseXml(source: string): XmlElement {
  const text = source.replace(/\r\n?/g, '\n');
  const root: XmlElement = { name: '', children: [], text: '' };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) {
      if (TOKEN.lastIndex === 0) throw new Error(`malformed XML at character ${at}`);
      continue;
    }
    const current = open[open.length - 1]!;
    if (groups['text'] !== undefined) current.text += unescape(groups['text']);
    else if (groups['cdata'] !== undefined) current.text += groups['cdata'];
    else if (groups['open'] !== undefined) {
      const element: XmlElement = { name: groups['open'], children: [], text: '' };
      current.children.push(element);
      if (groups['empty'] === '') open.push(element);
    } else if (groups['close'] !== undefined) {
      if (open.length === 1 || current.name !== groups['close']) {
        throw new Error(`</${groups['close']}> closes <${current.name}> at character ${at}`);
      }
      open.pop();
    }
  }
  if (open.length !== 1) throw new Error(`<${open[open.length - 1]!.name}> is not closed`);
  if (root.children.length !== 1 || root.text.trim() !== '') throw new Error('not one root element');
  return root.children[0]!;
}

function unescape(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const known = ENTITIES[name];
    if (known !== undefined) return known;
    const number = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name);
    if (number === null) throw new Error(`unknown entity ${whole}`);
    return String.fromCodePoint(
      number[1] === undefined ? Number.parseInt(number[2]!, 10) : Number.parseInt(number[1], 16),
    );
  });
}
