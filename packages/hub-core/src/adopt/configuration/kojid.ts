import type { IniDocument, IniEntry } from '@kojikit/protocol';
import { at, type Findings } from '../finding.js';
import { listed } from '../report/words.js';

/** Plugins of Koji's builder that ours has, by the package that brings them. */
const BUILDER_PLUGINS: Readonly<Record<string, string>> = {
  runroot: '@kojikit/plugin-runroot',
  save_failed_tree: '@kojikit/plugin-sft',
};
const KERBEROS = ['keytab', 'principal', 'krb_principal', 'host_principal_format', 'ccache'];

/**
 * What kojid.conf means if this builder is to be one of ours. Koji's own kojid needs no change to work with this hub; each
 * option is looked at by our kojid itself.
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
  found.works(
    "what every other option means to our builder: 'kojid --config FILE --skip-main' checks them all and logs in",
    at(file),
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
