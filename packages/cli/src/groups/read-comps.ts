import { SaxesParser } from 'saxes';

/** A group of a comps file. What is missing or empty is null. */
export interface CompsGroup {
  id: string | null;
  name: string | null;
  description: string | null;
  isDefault: boolean;
  /** Unless the file says that it is not. */
  userVisible: boolean;
  biarchOnly: boolean;
  langOnly: string | null;
  packages: CompsPackage[];
}

/** A package of a group. */
export interface CompsPackage {
  name: string | null;
  /** `mandatory` unless the file says something else; `unknown` for a word that is none of the four. */
  type: string;
  requires: string | undefined;
  basearchOnly: boolean;
}

const TYPES: ReadonlySet<string> = new Set(['mandatory', 'default', 'optional', 'conditional']);
const GROUP = 'comps/group';
const PACKAGE = `${GROUP}/packagelist/packagereq`;

/**
 * Reads the groups of a comps file as libcomps does, the reader of dnf and of Koji's client. Texts in other languages
 * than the default one are passed over, and white space around values does not count. Throws when the text is no XML.
 */
export function readComps(xml: string): CompsGroup[] {
  const groups: CompsGroup[] = [];
  const path: string[] = [];
  let group: CompsGroup | undefined;
  let entry: CompsPackage | undefined;
  let text = '';
  let translated = false;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    text = '';
    translated = 'xml:lang' in attributes;
    const place = path.join('/');
    if (place === GROUP) group = emptyGroup();
    if (place === PACKAGE) entry = packageOf(attributes);
  });
  parser.on('text', (part) => (text += part));
  parser.on('cdata', (part) => (text += part));
  parser.on('closetag', ({ name }) => {
    const place = path.join('/');
    path.pop();
    const value = text.trim() || null;
    if (group && place === GROUP) {
      groups.push(group);
      group = undefined;
    } else if (entry && place === PACKAGE) {
      group?.packages.push({ ...entry, name: value });
      entry = undefined;
    } else if (group && place === `${GROUP}/${name}` && !translated) take(group, name, value);
    text = '';
    translated = false;
  });
  parser.write(xml).close();
  return groups;
}

function packageOf(attributes: Readonly<Record<string, string>>): CompsPackage {
  const { type = 'mandatory', requires, basearchonly } = attributes;
  return {
    name: null,
    type: TYPES.has(type) ? type : 'unknown',
    requires,
    basearchOnly: basearchonly === 'true',
  };
}

function emptyGroup(): CompsGroup {
  return {
    id: null,
    name: null,
    description: null,
    isDefault: false,
    userVisible: true,
    biarchOnly: false,
    langOnly: null,
    packages: [],
  };
}

function take(group: CompsGroup, name: string, value: string | null): void {
  if (name === 'id') group.id = value;
  if (name === 'name') group.name = value;
  if (name === 'description') group.description = value;
  if (name === 'default') group.isDefault = value === 'true';
  if (name === 'uservisible') group.userVisible = value !== 'false';
  if (name === 'biarchonly') group.biarchOnly = value === 'true';
  if (name === 'langonly') group.langOnly = value;
}
