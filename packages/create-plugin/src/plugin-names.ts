/** What a plugin and its parts are called. */
export interface PluginNames {
  /** `host-facts`: in configurations, and the beginning of its command. */
  readonly name: string;
  /** `hostFacts`: the beginning of its method and task. */
  readonly id: string;
  /** `HostFacts`: the beginning of its types. */
  readonly pascal: string;
  /** `kojikit-plugin-host-facts` or `@scope/kojikit-plugin-host-facts`: by it programs know that it is a plugin. */
  readonly packageName: string;
}

const PREFIX = 'kojikit-plugin-';
const WORDS = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const SCOPE = /^@[a-z0-9][a-z0-9._-]*$/;
// npm's own limit for the whole name is 214; this one leaves room for it in folders, files and tables.
const LONGEST = 50;

/**
 * The names of a plugin from what somebody typed: `host-facts`, `@acme/host-facts`, or the name of the package.
 * Throws Error that says what is wrong with the name and what would be right.
 */
export function pluginNames(typed: string): PluginNames {
  const slash = typed.lastIndexOf('/');
  const scope = slash === -1 ? undefined : typed.slice(0, slash);
  const last = typed.slice(slash + 1);
  const name = last.startsWith(PREFIX) ? last.slice(PREFIX.length) : last;
  const wanted = 'small letters, digits and single hyphens, beginning with a letter, such as host-facts';
  if (!WORDS.test(name))
    throw new Error(`${JSON.stringify(typed)} cannot be the name of a plugin: use ${wanted}`);
  if (scope !== undefined && !SCOPE.test(scope)) {
    throw new Error(
      `${JSON.stringify(scope)} cannot be a scope of npm: use one such as @acme, as in @acme/${name}`,
    );
  }
  if (scope === '@kojikit') {
    throw new Error(`the scope @kojikit is Kojikit's own: use one of yours, as in @acme/${name}, or none`);
  }
  if (name.length > LONGEST) {
    throw new Error(`the name ${name} has ${name.length} characters: at most ${LONGEST} are allowed`);
  }
  const pascal = name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const id = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  const packageName = `${scope === undefined ? '' : `${scope}/`}${PREFIX}${name}`;
  return { name, id, pascal, packageName };
}
