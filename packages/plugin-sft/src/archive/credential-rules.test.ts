import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CREDENTIAL_RULES } from './credential-rules.js';
import { Filters } from './filters.js';

/** The rule that leaves out a path, or a folder above it. */
function ruleOf(path: string): string | undefined {
  const ends = [...path.matchAll(/(?<=.)(?:\/|$)/gs)].map(({ index }) => index);
  return ends.map((end) => filters.match(path.slice(0, end))?.rule).find((rule) => rule !== undefined);
}

const filters = new Filters({ patterns: [], ignoreCase: false, prefix: 'root' });

/** What each rule leaves out, and what looks alike and stays. */
const EXAMPLES: Readonly<Record<string, { out: readonly string[]; kept?: readonly string[] }>> = {
  'kerberos-caches': {
    out: [
      '/tmp/krb5cc_0',
      '/tmp/KRB5CC_1000_AbC.old',
      '/var/tmp/krb5cc',
      '/run/user/1000/krb5cc/tkt',
      '/tmp/krb5cc_\xff',
      '/tmp/krb5cc_\nnext',
    ],
    kept: ['/etc/krb5.conf', '/tmp/mykrb5cc', '/run/user'],
  },
  keytabs: {
    out: [
      '/etc/krb5.keytab',
      '/etc/httpd/Web.KeyTab',
      '/x.keytab',
      '/etc/krb5.keytab.rpmsave',
      '/etc/krb5.keytab~',
      '/etc/\xff\xfe/krb5.keytab',
    ],
    kept: ['/etc/keytab', '/usr/share/doc/keytab.txt'],
  },
  kdc: {
    out: [
      '/var/kerberos/krb5kdc/principal',
      '/var/kerberos/krb5/user/0/client.key',
      '/var/lib/krb5kdc/stash',
    ],
  },
  sssd: {
    out: ['/etc/sssd/sssd.conf', '/var/lib/sss/db/cache_example.ldb'],
    kept: ['/etc/sssd', '/usr/lib/sssd/x'],
  },
  gssproxy: { out: ['/var/lib/gssproxy/clients/0.cc'] },
  'ssh-keys': {
    out: [
      '/root/.ssh/id_ed25519',
      '/root/.ssh/deploy',
      '/home/me/.SSH/Work',
      '/etc/ssh/ssh_host_rsa_key',
      '/etc/ssh/ssh_host_rsa_key.old',
      '/etc/ssh/my_key',
    ],
    kept: [
      '/root/.ssh',
      '/root/.ssh/known_hosts',
      '/root/.ssh/known_hosts.old',
      '/root/.ssh/authorized_keys',
      '/root/.ssh/id_ed25519.pub',
      '/root/.ssh/config',
      '/etc/ssh/ssh_host_rsa_key.pub',
      '/etc/ssh/sshd_config',
      '/etc/ssh/ssh_config.d/50-keys.conf',
    ],
  },
  gnupg: {
    out: [
      '/root/.gnupg/private-keys-v1.d',
      '/builddir/signing/private-keys-v1.d/ABC.key',
      '/builddir/home/secring.gpg',
      '/root/.gnupg/openpgp-revocs.d',
      '/etc/sigul/client.conf',
    ],
    kept: ['/root/.gnupg/pubring.kbx', '/etc/pki/rpm-gpg/RPM-GPG-KEY-fedora', '/builddir/src/secring.c'],
  },
  'tls-keys': {
    out: [
      '/etc/pki/tls/private/localhost.key',
      '/etc/pki/CA/private/ca.pem',
      '/etc/ssl/private/ssl-cert-snakeoil.key',
      '/etc/pki/entitlement/1-key.pem',
      '/etc/pki/entitlement-host/1.pem',
      '/etc/pki/consumer/key.pem',
      '/etc/pki/koji/kojiadmin.pem',
      '/etc/letsencrypt/live/example/privkey.pem',
      '/etc/letsencrypt/accounts/x/private_key.json',
    ],
    kept: [
      '/etc/pki/tls/certs/ca-bundle.crt',
      '/etc/pki/ca-trust/extracted/pem/a.pem',
      '/etc/letsencrypt/renewal/a.conf',
    ],
  },
  'key-stores': {
    out: ['/builddir/a.p12', '/root/A.PFX', '/root/.pki/nssdb/key4.db'],
    kept: ['/root/.pki/nssdb/cert9.db'],
  },
  koji: {
    out: [
      '/root/.koji/config',
      '/etc/koji.conf',
      '/etc/koji.conf.d/a.conf',
      '/etc/koji-hub/hub.conf',
      '/etc/kojid/kojid.conf',
      '/etc/kojira/kojira.conf',
      '/home/me/.fedora.cert',
    ],
    kept: ['/usr/bin/koji', '/builddir/koji/hub.py'],
  },
  'packager-tools': {
    out: ['/root/.oscrc', '/root/.config/osc/oscrc', '/root/.config/copr', '/root/.config/rpkg/fedpkg.conf'],
  },
  'repository-logins': {
    out: ['/etc/zypp/credentials.d/SCC', '/etc/apt/auth.conf', '/etc/apt/auth.conf.d/a'],
  },
  python: { out: ['/root/.pypirc', '/root/.config/pypoetry/auth.toml'] },
  npm: { out: ['/root/.npmrc', '/builddir/pkg/docs/.npmrc'], kept: ['/builddir/npmrc.md'] },
  cargo: {
    out: ['/root/.cargo/credentials', '/root/.cargo/credentials.toml'],
    kept: ['/builddir/pkg/.cargo/registry/x'],
  },
  ruby: {
    out: ['/root/.gem/credentials', '/root/.local/share/gem/credentials'],
    kept: ['/root/.gem/ruby/a.gem'],
  },
  java: {
    out: ['/root/.m2/settings.xml', '/root/.m2/settings-security.xml', '/root/.gradle/gradle.properties'],
    kept: ['/root/.m2/repository/a/a.jar', '/builddir/pkg/gradle.properties'],
  },
  'other-languages': {
    out: [
      '/root/.composer/auth.json',
      '/root/.config/composer/auth.json',
      '/root/.nuget/NuGet/NuGet.Config',
      '/root/.pause',
    ],
    kept: ['/builddir/pkg/composer.json', '/builddir/pkg/auth.json'],
  },
  git: {
    out: [
      '/root/.git-credentials',
      '/root/.config/gh/hosts.yml',
      '/root/.config/hub',
      '/root/.config/glab-cli/config.yml',
    ],
    kept: ['/builddir/hub', '/builddir/.github/workflows/a.yml'],
  },
  subversion: {
    out: ['/root/.subversion/auth', '/root/.subversion/auth/svn.simple/x'],
    kept: ['/root/.subversion/config'],
  },
  containers: {
    out: [
      '/root/.docker/config.json',
      '/root/.config/containers/auth.json',
      '/run/containers/0/auth.json',
      '/root/.dockercfg',
    ],
    kept: ['/etc/containers/policy.json', '/builddir/Dockerfile'],
  },
  kubernetes: { out: ['/root/.kube/config', '/etc/kubernetes/admin.conf', '/etc/rancher/k3s/k3s.yaml'] },
  clouds: {
    out: [
      '/root/.aws/credentials',
      '/root/.aws/sso/cache/a.json',
      '/root/.config/gcloud/credentials.db',
      '/root/.azure/accessTokens.json',
      '/root/.config/rclone/rclone.conf',
      '/root/.terraform.d/credentials.tfrc.json',
      '/var/lib/cloud/instance/user-data.txt',
    ],
  },
  secrets: {
    out: [
      '/run/secrets/token',
      '/var/run/secrets/kubernetes.io/token',
      '/root/.vault-token',
      '/etc/credstore/a',
      '/run/credentials/a/b',
    ],
    kept: ['/run/secrets', '/etc/machine-id'],
  },
  logins: {
    out: [
      '/root/.netrc',
      '/root/.netrc.bak',
      '/root/.pgpass',
      '/root/.my.cnf',
      '/var/lib/rabbitmq/.erlang.cookie',
    ],
    kept: ['/root/.bash_history', '/etc/my.cnf'],
  },
  networks: {
    out: [
      '/etc/NetworkManager/system-connections/home.nmconnection',
      '/etc/wireguard/wg0.conf',
      '/etc/ppp/chap-secrets',
    ],
    kept: ['/etc/NetworkManager/NetworkManager.conf'],
  },
  shadow: {
    out: ['/etc/shadow', '/etc/shadow-', '/etc/gshadow', '/etc/shadow.rpmnew', '/etc/security/opasswd'],
    kept: ['/etc/passwd', '/etc/shadow-maint/useradd', '/builddir/shadow'],
  },
};

describe('the rules for credentials', () => {
  const byPath = CREDENTIAL_RULES.filter(({ contents }) => !contents).map(({ name }) => name);

  it('have examples, each of them', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual([...byPath].sort());
  });

  it.each(byPath)('%s leaves out what it should, and no more', (name) => {
    const { out, kept = [] } = EXAMPLES[name]!;
    expect(out.map((path) => [path, ruleOf(path)])).toEqual(out.map((path) => [path, name]));
    expect(kept.filter((path) => ruleOf(path))).toEqual([]);
  });

  it('are in lower case, for names in any', () => {
    const globs = CREDENTIAL_RULES.flatMap(({ paths, except = [] }) => [...paths, ...except]);
    expect(globs.filter((glob) => glob !== glob.toLowerCase())).toEqual([]);
  });

  it('are in the README as they are', () => {
    const cell = (globs: readonly string[]) => globs.map((glob) => `\`${glob}\``).join(' ');
    const rows = CREDENTIAL_RULES.map(({ name, what, paths, except, contents }) =>
      [
        `\`${name}\``,
        what,
        paths[0] === '*'
          ? 'any file, by its contents'
          : `${cell(paths)}${except ? `, not ${cell(except)}` : ''}${contents ? ', by their contents' : ''}`,
      ].join('|'),
    );
    const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const found = text
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((part) => part.trim())
          .join('|'),
      );
    expect(found.filter((row) => rows.some((other) => other.split('|')[0] === row.split('|')[0]))).toEqual(
      rows,
    );
  });
});
