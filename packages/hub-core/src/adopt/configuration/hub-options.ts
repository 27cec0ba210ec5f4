import type { ConfigProblem, IniDocument, IniEntry } from '@kojikit/protocol';
import type { HubConfig } from '../../config/index.js';
import { at, Findings, type Finding, type Todo } from '../finding.js';
import { counted } from '../report/words.js';

/** Where an option of `[hub]` stands, by its name in lower case; the last of several counts. */
type Entries = ReadonlyMap<string, IniEntry & { readonly file: string }>;

/** What was read of hub.conf and hub.conf.d. */
export interface HubConfFiles {
  readonly config: HubConfig;
  readonly documents: readonly IniDocument[];
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigProblem[];
}

const PROXY: Todo = {
  when: 'configure',
  todo: 'let Apache with mod_auth_gssapi stand in front of the hub: it checks tickets at /kojihub/ssllogin with its own keytab and sends Remote-User; name its address in TrustedProxies',
};
const CERTIFICATES: Todo = {
  when: 'configure',
  todo: 'name SSLCert and SSLClientCA in hub.conf, or let a proxy check the certificates and send SSL-Client-Verify and SSL-Client-S-DN, and name its address in TrustedProxies',
};

/** Every option of hub.conf: which go on as they are, and which need a hand. */
export function lookAtOptions({ config, documents, problems, warnings }: HubConfFiles): Finding[] {
  const found = new Findings('options');
  const entries = hubEntries(documents);
  for (const { file, line, message } of problems) {
    found.fails(
      message,
      { when: 'configure', todo: 'mend it: the hub does not start with it' },
      at(file, line),
    );
  }
  for (const { file, line, message } of warnings) {
    if (message.startsWith('AuthKeytab ') || message.startsWith('AuthPrincipal '))
      found.step(message, PROXY, at(file, line));
    else found.works(message, at(file, line));
  }
  lookAtLogins(found, entries, config);
  lookAtLimits(found, entries);
  lookAtSwitches(found, entries, config);
  const troubled = new Set([...problems, ...warnings].map(({ file, line }) => `${file}:${line}`));
  const fine = [...entries.values()].filter(({ file, line }) => !troubled.has(`${file}:${line}`));
  found.works(`${counted(fine.length, 'option means', 'options mean')} here what they mean to Koji`);
  return found.all;
}

function hubEntries(documents: readonly IniDocument[]): Entries {
  return new Map(
    documents.flatMap(({ file, sections }) =>
      sections
        .filter(({ name }) => name === 'hub')
        .flatMap(({ entries }) => entries.map((entry) => [entry.key, { ...entry, file }] as const)),
    ),
  );
}

function lookAtLogins(found: Findings, entries: Entries, config: HubConfig): void {
  const kerberos = entries.get('proxyprincipals') ?? entries.get('hostprincipalformat');
  const isBehindProxy = config.TrustedProxies.trim() !== '';
  if (kerberos !== undefined && !isBehindProxy && !entries.has('authkeytab') && !entries.has('authprincipal'))
    found.step(
      'Kerberos principals are configured, and the hub checks no tickets itself',
      PROXY,
      placeOf(kerberos),
    );
  const proxyDns = entries.get('proxydns');
  const takesCertificates = isBehindProxy || config.SSLClientCA !== undefined;
  if ((proxyDns !== undefined || entries.has('dnusernamecomponent')) && !takesCertificates) {
    const entry = proxyDns ?? entries.get('dnusernamecomponent')!;
    found.step(
      'client certificates are configured, which Apache checks for Koji',
      CERTIFICATES,
      placeOf(entry),
    );
  }
  if (proxyDns === undefined) return;
  for (const subject of proxyDns.value
    .split('|')
    .map((one) => one.trim())
    .filter(Boolean)) {
    if (!subject.startsWith('/') && !/,\s/.test(subject)) continue;
    found.step(
      `the subject ${subject} in ProxyDNs is not written as Apache writes it, and as this hub does for its own TLS`,
      {
        when: 'configure',
        todo: 'write it with commas, without blanks behind them, the most special part first (CN=kojiweb,O=Example,C=US), unless your proxy sends just this form: subjects are compared as texts',
      },
      placeOf(proxyDns),
    );
  }
}

function lookAtLimits(found: Findings, entries: Entries): void {
  const limits = [...entries.values()].filter(({ key, value }) => key.startsWith('rlimit_') && value !== '');
  for (const limit of limits) {
    const name = limit.key.slice('rlimit_'.length).toUpperCase();
    found.step(
      `RLIMIT_${name} = ${limit.value} has no effect here`,
      {
        when: 'configure',
        todo: `set Limit${name}= in the unit of systemd if it is still wanted; it was meant for one process of Apache, and this hub serves everybody from a few`,
      },
      placeOf(limit),
    );
  }
  const format = entries.get('logformat');
  if (format !== undefined)
    found.works("LogFormat has no effect here: logs are lines of JSON with Koji's fields", placeOf(format));
}

function lookAtSwitches(found: Findings, entries: Entries, config: HubConfig): void {
  for (const name of ['ServerOffline', 'LockOut'] as const) {
    const entry = entries.get(name.toLowerCase());
    if (entry === undefined || !config[name]) continue;
    found.step(
      `${name} is on: this hub would refuse its callers, too`,
      { when: 'after', todo: `take ${name} out of hub.conf when the move is done` },
      placeOf(entry),
    );
  }
  if (!config.MissingPolicyOk)
    found.works('MissingPolicyOk is off: what no policy decides is refused, here as well');
}

const placeOf = ({ file, line }: { readonly file: string; readonly line: number }) => at(file, line);
