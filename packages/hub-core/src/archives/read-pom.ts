import { readFile, stat } from 'node:fs/promises';
import { GenericError, type MavenArtifact } from '@kojikit/protocol';
import { SaxesParser } from 'saxes';

/** A project file of Maven is text that people write. */
const MAXIMUM_SIZE = 10 * 1024 * 1024;

/**
 * Which artifact a `.pom` file is of. What the project leaves out is its parent's. Throws GenericError for a file that is
 * too large or not well-formed, and `could not extract <field> from POM: <path>`.
 */
export async function readPom(path: string): Promise<MavenArtifact> {
  if ((await stat(path)).size > MAXIMUM_SIZE) {
    throw new GenericError(`${path} is larger than ${MAXIMUM_SIZE} bytes, which no POM is`);
  }
  const values = parse(path, await readFile(path, 'utf8'));
  const found = (field: 'groupId' | 'artifactId' | 'version'): string => {
    const value = values.get(`project/${field}`) ?? values.get(`project/parent/${field}`);
    if (value === undefined) throw new GenericError(`could not extract ${field} from POM: ${path}`);
    return value;
  };
  return { group_id: found('groupId'), artifact_id: found('artifactId'), version: found('version') };
}

/* Texts of elements without elements in them, by their path. */
function parse(path: string, content: string): Map<string, string> {
  const values = new Map<string, string>();
  const open: string[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', (cause) => {
    throw new GenericError(`${path} is no POM: ${cause.message}`, { cause });
  });
  parser.on('opentag', ({ name }) => {
    open.push(name);
    text = '';
  });
  parser.on('text', (part) => (text += part));
  parser.on('cdata', (part) => (text += part));
  parser.on('closetag', () => {
    const element = open.join('/');
    if (open.length <= 3 && text.trim() !== '' && !values.has(element)) values.set(element, text.trim());
    open.pop();
    text = '';
  });
  parser.write(content).close();
  return values;
}
