/** The groups of `koji help`. */
export const COMMAND_CATEGORIES = [
  'admin',
  'bind',
  'build',
  'download',
  'info',
  'misc',
  'monitor',
  'search',
] as const;

/** A group of `koji help`. */
export type CommandCategory = (typeof COMMAND_CATEGORIES)[number];

/** One command in `kojikit.cli.commands` of a plugin's `package.json`. */
export interface CommandManifest {
  readonly name: string;
  /** Group in `koji help`. Default: `misc`. */
  readonly category?: CommandCategory;
  /** One line of `koji help`. Default: none. */
  readonly summary?: string;
  /** Works without login. Default: false. */
  readonly anonymous?: boolean;
  /** Takes the place of a command of that name. Default: false, and such a name is an error. */
  readonly overrides?: boolean;
}

/** What a plugin's package says of its part for a hub or a builder. */
export interface PartManifest {
  /** Names that the configuration may use besides the package's name. Default: none. */
  readonly aliases?: readonly string[];
}

/**
 * What a plugin's package says of itself: `kojikit` in its `package.json`. It is read without loading any code of the
 * plugin; the parts themselves are the entries `./hub`, `./builder` and `./cli`.
 *
 * @example
 * "kojikit": {
 *   "hub": { "aliases": ["greeter"] },
 *   "builder": { "aliases": ["greeter"] },
 *   "cli": { "commands": [{ "name": "greet", "summary": "Say hello" }] }
 * }
 */
export interface PluginManifest {
  readonly hub?: PartManifest;
  readonly builder?: PartManifest;
  readonly cli?: { readonly commands: readonly CommandManifest[] };
}

/** The part of a plugin that one program loads: the name of the entry, and of the member in the manifest. */
export type PluginPart = keyof PluginManifest;

/**
 * Checks what stands under `kojikit` in a `package.json`. By hand: `koji` reads manifests before every command, and
 * loading a library of schemas would cost more than the command. Nothing at all is a manifest without parts.
 * Throws Error that says everything that is wrong, and what would be right.
 */
export function checkManifest(value: unknown): PluginManifest {
  const mistakes: string[] = [];
  const manifest = value ?? {};
  if (isManifest(manifest, mistakes)) return manifest;
  throw new Error(mistakes.join('; '));
}

function isManifest(value: unknown, mistakes: string[]): value is PluginManifest {
  const manifest = new Place(value, 'kojikit', mistakes).members(['hub', 'builder', 'cli']);
  for (const part of ['hub', 'builder'] as const) {
    const aliases = manifest.get(part)?.members(['aliases']).get('aliases');
    aliases?.items((alias) => alias.text(PLUGIN_NAME, 'the name of a plugin'));
  }
  const commands = manifest.get('cli')?.members(['commands'], 'commands').get('commands');
  commands?.items((entry) => {
    const command = entry.members(['name', 'category', 'summary', 'anonymous', 'overrides'], 'name');
    command.get('name')?.text(COMMAND_NAME, 'a command name');
    command.get('category')?.text(CATEGORY_NAME, 'a category of `koji help`');
    command.get('summary')?.text(/^/, 'a line of text');
    command.get('anonymous')?.boolean();
    command.get('overrides')?.boolean();
  });
  return mistakes.length === 0;
}

/** Names by which a configuration may name a plugin: those that npm allows, without a way out of a folder. */
export const PLUGIN_NAME = /^(@[\w-][\w.-]*\/)?[\w-][\w.-]*$/;

const COMMAND_NAME = /^[a-z0-9][a-z0-9-]*$/;
const CATEGORY_NAME = new RegExp(`^(${COMMAND_CATEGORIES.join('|')})$`);

/** A value of the manifest together with where it stands; what is wrong with it goes to the list of mistakes. */
class Place {
  constructor(
    private readonly value: unknown,
    private readonly path: string,
    private readonly mistakes: string[],
  ) {}

  /** The members that there are, of those that may be there. */
  members<Name extends string>(known: readonly Name[], required?: Name): ReadonlyMap<Name, Place> {
    const found = new Map<Name, Place>();
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      this.refuse('an object');
      return found;
    }
    for (const [key, member] of Object.entries(this.value)) {
      const name = known.find((one) => one === key);
      const path = `${this.path}.${key}`;
      if (name === undefined) this.mistakes.push(`${path}: not known here, expected ${known.join(', ')}`);
      else found.set(name, new Place(member, path, this.mistakes));
    }
    if (required !== undefined && !found.has(required)) {
      this.mistakes.push(`${this.path}.${required}: is missing`);
    }
    return found;
  }

  items(check: (item: Place) => void): void {
    if (!Array.isArray(this.value)) return this.refuse('a list');
    for (const item of this.value) check(new Place(item, this.path, this.mistakes));
  }

  text(pattern: RegExp, expected: string): void {
    if (typeof this.value !== 'string' || !pattern.test(this.value)) this.refuse(expected);
  }

  boolean(): void {
    if (typeof this.value !== 'boolean') this.refuse('true or false');
  }

  private refuse(expected: string): void {
    this.mistakes.push(`${this.path}: not ${expected}: ${JSON.stringify(this.value)}`);
  }
}
