import { globSource } from '@kojikit/protocol';
import { toText } from './byte-path.js';
import { CREDENTIAL_RULES, type CredentialRule } from './credential-rules.js';

export interface FilterOptions {
  /** Globs of the configuration. */
  readonly patterns: readonly string[];
  /** The globs of the configuration match in any case, too. */
  readonly ignoreCase: boolean;
  /** Where the root is in the archive, without slashes at the ends: Koji's globs match the whole name. */
  readonly prefix: string;
  /** Names of the rules for credentials that are not applied. */
  readonly savedCredentials?: readonly string[];
}

/** Why something is left out: the name of a rule or the glob of the configuration, and the path that it matched. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  /** It is one of the rules for credentials. */
  readonly isCredential: boolean;
}

interface Matcher {
  readonly rule: CredentialRule;
  readonly paths: RegExp;
  readonly except: RegExp | undefined;
}

/** Says what is left out of an archive, by names and by contents. */
export class Filters {
  /** Rules that go by the path alone, those that look into some files, and those that look into every file. */
  private readonly byPath: readonly Matcher[];
  private readonly byContents: readonly Matcher[];
  private readonly everywhere: readonly CredentialRule[];
  /** All that goes by paths at once: most paths match nothing. */
  private readonly anyPath: RegExp;
  private readonly anyContents: RegExp;
  private readonly configured: readonly { readonly glob: string; readonly expression: RegExp }[];
  private readonly prefix: string;

  constructor({ patterns, ignoreCase, prefix, savedCredentials = [] }: FilterOptions) {
    this.prefix = toText(prefix);
    const rules = CREDENTIAL_RULES.filter(({ name }) => !savedCredentials.includes(name));
    const inSomeFiles = rules.filter(({ contents, paths }) => contents && paths[0] !== '*');
    this.byPath = rules.filter(({ contents }) => !contents).map(matcher);
    this.byContents = inSomeFiles.map(matcher);
    this.everywhere = rules.filter(({ contents, paths }) => contents && paths[0] === '*');
    this.anyPath = atAnyDepth(this.byPath.flatMap(({ rule }) => rule.paths));
    this.anyContents = atAnyDepth(inSomeFiles.flatMap(({ paths }) => paths));
    this.configured = patterns.map((glob) => ({
      glob,
      // Who writes a slash at the end means a folder, which has none here.
      expression: new RegExp(`^(?:${globSource(glob.replace(/(?<=.)\/+$/, ''))})$`, ignoreCase ? 'i' : ''),
    }));
  }

  /**
   * Why a path inside the root is left out whatever it holds; undefined when it is not. The globs of the configuration
   * are tried on it with and without a slash in front, and on its name in the archive with and without one.
   */
  match(path: string): Finding | undefined {
    const text = toText(path);
    const lower = text.toLowerCase();
    const rule = this.anyPath.test(lower)
      ? this.byPath.find((each) => applies(each, lower))?.rule.name
      : undefined;
    if (rule !== undefined) return { rule, path, isCredential: true };
    if (this.configured.length === 0) return undefined;
    const names = [text, text.slice(1), `${this.prefix}${text}`, `/${this.prefix}${text}`];
    const found = this.configured.find(({ expression }) => names.some((name) => expression.test(name)));
    return found && { rule: found.glob, path, isCredential: false };
  }

  matchAny(paths: readonly string[]): Finding | undefined {
    for (const path of paths) {
      const found = this.match(path);
      if (found) return found;
    }
    return undefined;
  }

  /** The names among some whose files are looked into because of these names. */
  suspects(paths: readonly string[]): string[] {
    return paths.filter((path) => {
      const lower = toText(path).toLowerCase();
      return this.anyContents.test(lower) && this.byContents.some((each) => applies(each, lower));
    });
  }

  /**
   * Why a file is left out for what it holds.
   * @param path one of its names, for the finding.
   * @param suspects names of it that `suspects` returned.
   * @param head its first bytes.
   */
  matchContents(path: string, suspects: readonly string[], head: Buffer): Finding | undefined {
    for (const name of suspects) {
      const lower = toText(name).toLowerCase();
      const found = this.byContents.find((each) => applies(each, lower) && each.rule.contents?.(head));
      if (found) return { rule: found.rule.name, path: name, isCredential: true };
    }
    const rule = this.everywhere.find(({ contents }) => contents?.(head));
    return rule && { rule: rule.name, path, isCredential: true };
  }
}

function matcher(rule: CredentialRule): Matcher {
  return { rule, paths: atAnyDepth(rule.paths), except: rule.except && atAnyDepth(rule.except) };
}

function applies({ paths, except }: Matcher, lower: string): boolean {
  return paths.test(lower) && !except?.test(lower);
}

/* One way to some slash for all globs: each with a star of its own would cost the matcher much more. */
function atAnyDepth(globs: readonly string[]): RegExp {
  return globs.length === 0 ? /(?!)/ : new RegExp(`^[^]*/(?:${globs.map(ruleSource).join('|')})$`);
}

function ruleSource(glob: string): string {
  const withinName = (part: string) => part.split('*').map(globSource).join('[^/]*');
  return glob.split('**').map(withinName).join('[^]*');
}
