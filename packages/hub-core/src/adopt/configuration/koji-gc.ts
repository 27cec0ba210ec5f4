import { hint, type IniDocument } from '@kojikit/protocol';
import { KOJI_GC_OPTIONS, KOJI_GC_SECTIONS } from '../facts/koji-gc-options.js';
import { at, type Findings } from '../finding.js';
import { counted, listed } from '../report/words.js';

const KERBEROS = ['keytab', 'principal', 'ccache'];

/** What koji-gc.conf means: koji-gc goes on as a program of Koji's, since the hub removes no builds by itself. */
export function lookAtKojiGc(found: Findings, { file, sections }: IniDocument): void {
  for (const { name, line } of sections.filter(({ name }) => !KOJI_GC_SECTIONS.includes(name)))
    found.works(`koji-gc 1.35 reads no section [${name}], and passes over it`, at(file, line));
  const entries = sections.filter(({ name }) => name === 'main').flatMap((section) => section.entries);
  const known = entries.filter(({ key }) => KOJI_GC_OPTIONS.includes(key));
  const unknown = entries.filter((entry) => !known.includes(entry));
  for (const { key, line } of unknown)
    found.works(
      `${key} is no option of koji-gc 1.35, which passes over it${hint(key, KOJI_GC_OPTIONS)}`,
      at(file, line),
    );
  const kerberos = known.filter(({ key }) => KERBEROS.includes(key));
  if (kerberos.length > 0 && !known.some(({ key }) => key === 'cert' || key === 'password'))
    found.step(
      `${listed(kerberos.map(({ key }) => key))}: koji-gc logs in by Kerberos, and the hub checks no tickets itself`,
      {
        when: 'configure',
        todo: 'let a web server with mod_auth_gssapi stand in front of the hub, as for other Kerberos logins, or give koji-gc a client certificate (cert) or user and password',
      },
      at(file, kerberos[0]!.line),
    );
  const runas = known.find(({ key }) => key === 'runas');
  if (runas !== undefined)
    found.works(
      'runas holds as long as ProxyDNs or ProxyPrincipals of hub.conf name who logs in, as with Koji',
      at(file, runas.line),
    );
  const others = known.filter((entry) => !kerberos.includes(entry) && entry !== runas);
  found.works(
    `koji-gc of Koji goes on as it is, with ${counted(others.length, 'option')} of [main] and the rules of [prune]: it talks to this hub as it does to Koji`,
    at(file),
  );
}
