/** What a person has typed or pasted, as it is looked for. */
export interface ReadTerms {
  /** Empty: nothing is looked for. */
  readonly terms: string;
  /** The page that was named outright, by its parameter and a number. */
  readonly page?: { readonly name: string; readonly param: string; readonly id: number };
  /** What to look for instead when that is nowhere: the build of an RPM. */
  readonly otherwise?: string;
}

/** The parameters of pages that show one thing. */
export const THING_PAGES: Readonly<Record<string, string>> = {
  taskinfo: 'taskID',
  buildinfo: 'buildID',
  rpminfo: 'rpmID',
  packageinfo: 'packageID',
  taginfo: 'tagID',
  buildtargetinfo: 'targetID',
  userinfo: 'userID',
  hostinfo: 'hostID',
  channelinfo: 'channelID',
  archiveinfo: 'archiveID',
  buildrootinfo: 'buildrootID',
  repoinfo: 'repoID',
  externalrepoinfo: 'extrepoID',
  watchlogs: 'taskID',
};

const KINDS: Readonly<Record<string, string>> = {
  task: 'taskinfo',
  build: 'buildinfo',
  rpm: 'rpminfo',
  package: 'packageinfo',
  tag: 'taginfo',
  user: 'userinfo',
  host: 'hostinfo',
  repo: 'repoinfo',
  buildroot: 'buildrootinfo',
};

/**
 * Reads what was typed: addresses of Koji's pages, of files and of sources, labels of tasks as pages show them, `name
 * version release`, with epoch or without, `.rpm` or not.
 */
export function readTerms(typed: string): ReadTerms {
  const text = typed.trim().replace(/^["'<(`“]+|["'>`”]+$/g, '');
  return (
    pageAddress(text) ??
    numbered(text) ??
    taskLabel(text) ??
    (text.includes('/') ? path(text) : undefined) ??
    words(text)
  );
}

function thing(name: string, digits: string): ReadTerms | undefined {
  const id = Number(digits);
  const param = THING_PAGES[name];
  if (param === undefined || id > 0x7fffffff) return undefined;
  return { terms: digits, page: { name, param, id } };
}

function pageAddress(text: string): ReadTerms | undefined {
  const [, name, query] = /(?:^|\/)([a-z]+)\?([^#]*)/.exec(text) ?? [];
  if (name === undefined || query === undefined) return undefined;
  const param = THING_PAGES[name];
  if (param === undefined) return undefined;
  const value = new URLSearchParams(query).get(param)?.trim() ?? '';
  if (value === '') return undefined;
  return /^\d+$/.test(value) ? thing(name, value) : words(value);
}

/* `task 17`, `Build ID: 17`, `#17`, and a task in the form `17 build (…)`. */
function numbered(text: string): ReadTerms | undefined {
  const [, kind, number] = /^([a-z]+)\s*(?:id)?\s*[:#]?\s*(\d+)$/i.exec(text) ?? [];
  const page = kind === undefined ? undefined : KINDS[kind.toLowerCase()];
  if (page !== undefined) return thing(page, number!);
  const [, task] = /^#?(\d+):?\s+\w+\s*\(/.exec(text) ?? [];
  if (task !== undefined) return thing('taskinfo', task);
  const [, bare] = /^#(\d+)$/.exec(text) ?? [];
  return bare === undefined ? undefined : { terms: bare };
}

/* `buildArch (bash-5.2-1.src.rpm, x86_64)`: the source tells most. */
function taskLabel(text: string): ReadTerms | undefined {
  const [, inside] = /^\w+\s*\((.+)\)$/.exec(text) ?? [];
  if (inside === undefined) return undefined;
  const values = inside.split(',').map((value) => value.trim());
  return readTerms(values.find((value) => /\.rpm$|\/|-.*-/.test(value)) ?? values[0]!);
}

function path(text: string): ReadTerms | undefined {
  const plain = text.replace(/^[a-z+]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  const parts = plain.split('/').filter((part) => part !== '');
  const last = decoded(parts.at(-1) ?? '');
  if (/\.rpm$/.test(last)) return words(last);
  const [, task] = /(?:^|\/)tasks\/\d+\/(\d+)(?:\/|$)/.exec(plain) ?? [];
  if (task !== undefined) return thing('taskinfo', task);
  const [, tag] = /(?:^|\/)repos\/([^/]+)(?:\/|$)/.exec(plain) ?? [];
  if (tag !== undefined) return words(decoded(tag));
  const [, name, version, release] = /(?:^|\/)packages\/([^/]+)\/([^/]+)\/([^/]+)/.exec(plain) ?? [];
  if (name !== undefined) return words(decoded(`${name}-${version}-${release}`));
  return words(last.replace(/\.git$/, ''));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function words(text: string): ReadTerms {
  const parts = text.split(/\s+/).filter((part) => part !== '');
  if (parts.length === 1) return file(parts[0]!);
  const versioned = (parts.length === 2 || parts.length === 3) && /^\d/.test(parts[1]!);
  if (versioned) return file(parts.join('-'));
  return { terms: parts.length === 0 ? '' : `*${parts.join('*')}*` };
}

/* Epochs stand in no name; of an RPM that is not here the build may be. */
function file(text: string): ReadTerms {
  const name = text.replace(/^\d+:(?=.*-.*-)/, '').replace(/-\d+:(?=[^-]+-[^-]+$)/, '-');
  const [, rpm] = /^(.+)\.rpm$/i.exec(name) ?? [];
  const [, build] = /^(.+-[^-]+-[^-]+)\.(?:src|nosrc|noarch|[a-z]+[\w]*\d\w*)$/.exec(rpm ?? name) ?? [];
  return { terms: rpm ?? name, ...(build !== undefined && { otherwise: build }) };
}
