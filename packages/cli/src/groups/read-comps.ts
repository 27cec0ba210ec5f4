import { SaxesParser } from 'saxes';

/** A group of a comps file. */
export interface CompsGroup {
  id: string;
  name: string;
  description: string;
  isDefault: boolean;
  userVisible: boolean;
  biarchOnly: boolean;
  langOnly: string | undefined;
  packages: CompsPackage[];
}

/** A package of a group. */
export interface CompsPackage {
  name: string;
  type: string;
  requires: string | undefined;
  basearchOnly: boolean;
}

const TYPES: ReadonlySet<string> = new Set(['mandatory', 'default', 'optional', 'conditional']);

/**
 * Reads the groups of a comps file. Texts in other languages than the default one are passed over.
 *
 * @throws when the text is no XML
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
    if (path.length === 2 && name === 'group') group = emptyGroup();
    if (name === 'packagereq') {
      entry = {
        name: '',
        type: TYPES.has(attributes['type'] ?? '') ? (attributes['type'] as string) : 'unknown',
        requires: attributes['requires'],
        basearchOnly: attributes['basearchonly'] === 'true',
      };
    }
  });
  parser.on('text', (part) => (text += part));
  parser.on('closetag', ({ name }) => {
    path.pop();
    if (!group) return;
    if (path.length === 1) {
      groups.push(group);
      group = undefined;
    } else if (name === 'packagereq' && entry) {
      group.packages.push({ ...entry, name: text.trim() });
      entry = undefined;
    } else if (path.length === 2 && !translated) take(group, name, text.trim());
    text = '';
    translated = false;
  });
  parser.write(xml).close();
  return groups;
}

function emptyGroup(): CompsGroup {
  return {
    id: '',
    name: '',
    description: '',
    isDefault: false,
    userVisible: false,
    biarchOnly: false,
    langOnly: undefined,
    packages: [],
  };
}

function take(group: CompsGroup, name: string, text: string): void {
  if (name === 'id') group.id = text;
  if (name === 'name') group.name = text;
  if (name === 'description') group.description = text;
  if (name === 'default') group.isDefault = text === 'true';
  if (name === 'uservisible') group.userVisible = text === 'true';
  if (name === 'biarchonly') group.biarchOnly = text === 'true';
  if (name === 'langonly') group.langOnly = text;
}
