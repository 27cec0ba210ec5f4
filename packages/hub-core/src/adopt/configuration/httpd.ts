import { at, type Findings, type Todo } from '../finding.js';

interface Directive {
  readonly pattern: RegExp;
  what(value: string): string;
  /** Undefined: nothing has to be done about it. */
  readonly todo?: string;
}

const when = 'configure' as const;

/** What Apache does for Koji's hub, and who does it for this one. Directives of other purposes are left alone. */
const DIRECTIVES: readonly Directive[] = [
  {
    pattern: /^\s*SetEnv\s+koji\.hub\.(ConfigFile|ConfigDir)\s+(\S+)/i,
    what: (value) => `the hub's configuration is named here: ${value}`,
    todo: 'name the file with koji-hub --config FILE; the folder FILE.d is read with it',
  },
  {
    pattern: /^\s*PythonOption\s+(.*)$/i,
    what: (value) => `an option of mod_python, which Koji has not read since 1.x: ${value}`,
  },
  {
    pattern: /^\s*(?:WSGIDaemonProcess|WSGIProcessGroup)\s+(.*)$/i,
    what: (value) => `processes for Koji's hub: ${value}`,
    todo: 'set Workers = N in hub.conf, one for each processor to begin with',
  },
  {
    pattern: /^\s*SSLVerifyClient\s+(.*)$/i,
    what: (value) => `client certificates are checked here (SSLVerifyClient ${value})`,
    todo: 'keep Apache as a proxy that sends SSL-Client-Verify and SSL-Client-S-DN, or set SSLCert and SSLClientCA in hub.conf',
  },
  {
    pattern: /^\s*(?:GssapiCredStore|AuthType\s+(?:GSSAPI|Kerberos))\b\s*(.*)$/i,
    what: () => 'Kerberos tickets are checked here',
    todo: 'keep this for /kojihub/ssllogin in front of a ProxyPass to the hub, and let it send Remote-User (RequestHeader set Remote-User expr=%{REMOTE_USER})',
  },
  {
    pattern: /^\s*GssapiLocalName\s+(On)\b/i,
    what: () => 'names of users are made of principals by the system (GssapiLocalName On)',
  },
  {
    pattern: /^\s*LimitRequestBody\s+(.*)$/i,
    what: (value) => `requests may have ${value} bytes`,
    todo: 'give the proxy the same limit; the hub counts calls (MaxRequestLength) apart from uploads',
  },
  {
    pattern: /^\s*Alias\s+\/?kojifiles\/?\s+(.*)$/i,
    what: (value) => `files are served from ${value}`,
    todo: 'the hub serves /kojifiles itself; a web server may go on doing it, with the same folders',
  },
];

/** Looks through Apache's configuration for Koji's hub for what has to be carried over. */
export function lookAtHttpd(found: Findings, text: string, file: string): void {
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*#/.test(line)) continue;
    for (const { pattern, what, todo } of DIRECTIVES) {
      const value = pattern.exec(line)?.at(-1);
      if (value === undefined) continue;
      const place = at(file, index + 1);
      const trouble: Todo | undefined = todo === undefined ? undefined : { when, todo };
      if (trouble === undefined) found.works(what(value.trim()), place);
      else found.step(what(value.trim()), trouble, place);
    }
  }
}
