import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import type { WantedNames } from '@kojikit/command-line';
import type { Client } from '@kojikit/client';
import type { Settings } from '../config/settings.js';

/** Milliseconds that a shell waits for names. */
const PATIENCE = 3000;

interface Listing {
  readonly client: Client;
  /** Aborted when the shell has waited long enough, whatever the hub does then. */
  readonly signal: AbortSignal;
  readonly prefix: string;
  readonly settings: Settings;
}
type Lister = (listing: Listing) => Promise<readonly string[]>;

/** Who lists the names of what usages and options call so; the first that fits. */
const LISTERS: readonly (readonly [kind: RegExp, list: Lister])[] = [
  [/^sidetag$/, ownSideTags],
  [/tag\d?$|^parent$/, tags],
  [/target$/, targets],
  [/^channel([_-]?name)?$/, channels],
];

/** Names on the hub that a word of a line may become; nobody logs in for it. */
export async function namesFromHub(
  settings: Settings,
  { kind, command = '', prefix }: WantedNames,
): Promise<readonly string[]> {
  const subject = /^(?:edit|remove)-(tag|target|channel)$/.exec(command)?.[1];
  const what = subject !== undefined && /^(old-)?name$/.test(kind) ? subject : kind;
  const list = LISTERS.find(([fits]) => fits.test(what))?.[1];
  if (list === undefined) return [];
  const { createClient } = await import('@kojikit/client');
  const client = createClient({
    url: settings.server,
    retries: 0,
    serverCa: settings.serverca || undefined,
    verify: !settings.noSslVerify,
  });
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    return (await list({ client, signal, prefix, settings })).toSorted();
  } finally {
    client.close();
  }
}

async function tags({ client, signal, prefix }: Listing): Promise<string[]> {
  return namesOf(await client.call('listTags', { pattern: `${prefix}*` }, { signal }));
}

async function targets({ client, signal }: Listing): Promise<string[]> {
  return namesOf(await client.call('getBuildTargets', {}, { signal }));
}

async function channels({ client, signal }: Listing): Promise<string[]> {
  return namesOf(await client.call('listChannels', {}, { signal }));
}

/* The method is that of a plugin: a hub without it has no side tags. */
async function ownSideTags({ client, signal, settings }: Listing): Promise<string[]> {
  const user = userOf(settings) ?? null;
  return namesOf(await client.callUnchecked('listSideTags', [], { user }, { signal }));
}

function userOf({ runas, user, cert, authtype }: Settings): string | undefined {
  if (runas !== undefined) return runas;
  if (authtype === 'password' || cert === '') return user;
  try {
    const { subject } = new X509Certificate(readFileSync(cert));
    return /^CN=(.*)$/m.exec(subject)?.[1];
  } catch {
    return user;
  }
}

function namesOf(rows: unknown): string[] {
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown) =>
    typeof row === 'object' && row !== null && 'name' in row && typeof row.name === 'string'
      ? [row.name]
      : [],
  );
}
