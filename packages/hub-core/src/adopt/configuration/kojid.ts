import { hint, type IniDocument, type IniEntry } from '@kojikit/protocol';
import { OPTIONS_OF_KOJID, RETIRED_FROM_KOJID, UNUSED_BY_KOJID } from '../facts/kojid-options.js';
import { at, type Findings, type Todo } from '../finding.js';
import { counted, listed } from '../report/words.js';

/** Plugins of Koji's builder that ours has, by the package that brings them. */
const BUILDER_PLUGINS: Readonly<Record<string, string>> = {
  runroot: '@kojikit/plugin-runroot',
  save_failed_tree: '@kojikit/plugin-sft',
};
const KERBEROS = ['keytab', 'principal', 'krb_principal', 'host_principal_format', 'ccache'];

/** What to do where an option that our builder has no use for is missed; of the others nothing is. */
const INSTEAD: Readonly<Record<string, Todo>> = {
  scm_credentials_dir: {
    when: 'after',
    todo: "keep Koji's kojid on the hosts that build from repositories which ask who is there",
  },
  admin_emails: {
    when: 'after',
    todo: 'watch the log of our kojid for lines of level 50 and above: it sends no mail about its own errors',
  },
};

/**
 * What kojid.conf means if this builder is to be one of ours. Koji's own kojid needs no change to work with this hub; values
 * are looked at by our kojid itself.
 */
export function lookAtKojid(found: Findings, { file, sections }: IniDocument): void {
  const entries = sections.filter(({ name }) => name === 'kojid').flatMap((section) => section.entries);
  const named = new Map<string, IniEntry>(entries.map((entry) => [entry.key, entry]));
  found.works(
    "Koji's kojid goes on with this file as it is, as long as the address of the hub stays",
    at(file),
  );
  const kerberos = KERBEROS.map((key) => named.get(key)).filter((entry) => entry !== undefined);
  if (kerberos.length > 0 && !named.has('cert') && !named.has('password')) {
    found.step(
      `${listed(kerberos.map(({ key }) => key))}: our builder does not log in by Kerberos`,
      {
        when: 'after',
        todo: "only where this builder is to be ours: give it a client certificate (cert) or user and password; Koji's kojid goes on with its keytab where a web server with mod_auth_gssapi stands in front of the hub",
      },
      at(file, kerberos[0]!.line),
    );
  }
  const plugins = [named.get('plugins'), named.get('plugin')].filter((entry) => entry !== undefined);
  for (const { value, line } of plugins) {
    for (const name of value.split(/\s+/).filter(Boolean)) tellPlugin(found, name, file, line);
  }
  for (const entry of entries) tellOption(found, entry, file);
  const same = entries.filter(({ key }) => OPTIONS_OF_KOJID.includes(key) && !KERBEROS.includes(key));
  found.works(
    `${counted(same.length, 'option means', 'options mean')} to our builder what ${same.length === 1 ? 'it means' : 'they mean'} to Koji's: 'kojid --config FILE --skip-main' checks the values and logs in`,
    at(file),
  );
}

function tellOption(found: Findings, { key, line }: IniEntry, file: string): void {
  if (OPTIONS_OF_KOJID.includes(key) || KERBEROS.includes(key)) return;
  const [unused, retired] = [UNUSED_BY_KOJID[key], RETIRED_FROM_KOJID[key]];
  const instead = INSTEAD[key];
  if (unused !== undefined && instead !== undefined)
    found.step(`${key} has no effect on our builder: ${unused}`, instead, at(file, line));
  else if (unused !== undefined)
    found.works(`${key} has no effect on our builder: ${unused}`, at(file, line));
  else if (retired !== undefined)
    found.works(`${key} is of an older Koji, and our builder passes over it: ${retired}`, at(file, line));
  else
    found.step(
      `${key} is an option neither of Koji 1.35's kojid nor of our builder${hint(key, OPTIONS_OF_KOJID)}`,
      { when: 'after', todo: 'correct it or take it out: ours passes over it' },
      at(file, line),
    );
}

function tellPlugin(found: Findings, name: string, file: string, line: number): void {
  const known = BUILDER_PLUGINS[name];
  if (known !== undefined) found.works(`our builder has the plugin ${name} with ${known}`, at(file, line));
  else if (name === 'scmpolicy') {
    found.step(
      'our builder has no plugin scmpolicy: it does not ask the policy scm before it builds from a repository',
      {
        when: 'after',
        todo: "keep Koji's kojid on the hosts that build from repositories where that policy matters",
      },
      at(file, line),
    );
  } else {
    found.step(
      `our builder has no plugin ${name}`,
      { when: 'after', todo: `keep Koji's kojid on this host for the tasks of ${name}` },
      at(file, line),
    );
  }
}
