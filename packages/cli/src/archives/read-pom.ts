import { readFile } from 'node:fs/promises';
import { GenericError } from '@kojikit/protocol';
import { SaxesParser } from 'saxes';
import { LoggedError } from '../errors.js';
import { describeError } from '../output/describe-error.js';

/** Which artifact a POM is about. */
export interface MavenInfo {
  readonly group_id: string;
  readonly artifact_id: string;
  readonly version: string;
}

/** References to entities that a POM may use without declaring them. */
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z0-9]+;/g;

/**
 * Reads which artifact a POM is about; what it does not say itself it has from its parent. Throws GenericError when it
 * does not say all, LoggedError when it is no XML.
 */
export async function readPom(file: string): Promise<MavenInfo> {
  const text = await readFile(file, 'utf8');
  const own = new Map<string, string>();
  const parent = new Map<string, string>();
  try {
    collect(text.replaceAll(ENTITY, '?'), own, parent);
  } catch (error) {
    throw new LoggedError('SAXParseException', `${file} is no XML: ${describeError(error)}`, {
      cause: error,
    });
  }
  const field = (name: string): string => {
    const value = own.get(name) ?? parent.get(name);
    if (value === undefined) throw new GenericError(`could not extract ${name} from POM: ${file}`);
    return value;
  };
  return { group_id: field('groupId'), artifact_id: field('artifactId'), version: field('version') };
}

function collect(xml: string, own: Map<string, string>, parent: Map<string, string>): void {
  const path: string[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
  });
  parser.on('text', (part) => (text += part));
  parser.on('cdata', (part) => (text += part));
  parser.on('closetag', ({ name }) => {
    path.pop();
    const place = path.join('/');
    if (place === 'project') own.set(name, text.trim());
    if (place === 'project/parent') parent.set(name, text.trim());
    text = '';
  });
  parser.write(xml).close();
}
