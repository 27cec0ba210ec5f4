import {
  holdsCache,
  holdsKeyTable,
  holdsPassword,
  holdsPrivateKey,
  holdsToken,
} from './credential-contents.js';

/** One kind of credential, and how it is known. */
export interface CredentialRule {
  /** What the configuration and the list of what was left out call it. */
  readonly name: string;
  /** For people: whose credential it is. */
  readonly what: string;
  /**
   * Globs of paths at any depth, in lower case: names are compared in any case. `*` stays within a name, `**` does not.
   * A folder that matches is left out with all that is in it.
   */
  readonly paths: readonly string[];
  /** Globs of what stays though `paths` matches. */
  readonly except?: readonly string[];
  /** Says by the first bytes of a file whether it holds a credential. Left out: the path alone decides. */
  readonly contents?: (head: Buffer) => boolean;
}

/**
 * What is never saved unless the configuration names the rule. Programs that builders, packagers and their tools keep
 * credentials with, one row each; a path is here because of where the program puts it, not because of how it sounds.
 */
export const CREDENTIAL_RULES: readonly CredentialRule[] = [
  // Kerberos and those who keep tickets and secrets for others.
  { name: 'kerberos-caches', what: 'ticket caches', paths: ['krb5cc*', 'run/user/*'] },
  { name: 'keytabs', what: 'Kerberos key tables', paths: ['*.keytab*'] },
  {
    name: 'kdc',
    what: 'keys of a Kerberos server or client',
    paths: ['var/kerberos/*/*', 'var/lib/krb5kdc/*'],
  },
  {
    name: 'kerberos-contents',
    what: 'ticket caches and key tables under other names',
    paths: ['*'],
    contents: (head) => holdsCache(head) || holdsKeyTable(head),
  },
  { name: 'sssd', what: 'SSSD', paths: ['etc/sssd/*', 'var/lib/sss/*'] },
  { name: 'gssproxy', what: 'gssproxy', paths: ['var/lib/gssproxy/*'] },
  // Private keys.
  {
    name: 'ssh-keys',
    what: 'private keys of SSH',
    paths: ['.ssh/*', 'etc/ssh/ssh_host_*', 'etc/ssh/*_key*', 'etc/dropbear/*_key*'],
    except: ['*.pub', '.ssh/known_hosts*', '*authorized_keys*', '.ssh/config', '.ssh/config.d'],
  },
  {
    name: 'gnupg',
    what: 'secret keys of GnuPG, in any home of it',
    paths: [
      'private-keys-v1.d*',
      'openpgp-revocs.d*',
      'secring.gpg*',
      'secring.pgp*',
      'secring.asc*',
      '.gnupg/secring*',
      '.gnupg/*.rev',
      '.sigul/*',
      'etc/sigul/*',
    ],
  },
  {
    name: 'tls-keys',
    what: 'private keys of TLS, and those of subscriptions',
    paths: [
      'etc/pki/*/private/*',
      'etc/ssl/private/*',
      'etc/pki/entitlement*/*',
      'etc/pki/consumer/*',
      'etc/pki/koji/*',
      'etc/letsencrypt/a*/*',
      'etc/letsencrypt/keys/*',
      'etc/letsencrypt/live/*',
      'etc/grid-security/*key.pem',
      '.globus/*key.pem',
    ],
  },
  {
    name: 'key-stores',
    what: 'key stores of other kinds',
    paths: ['*.p12', '*.pfx', '*.ppk', '*.kdbx', 'key3.db', 'key4.db'],
  },
  {
    name: 'private-key-contents',
    what: 'private keys under other names (PEM, OpenSSH, PGP, PuTTY, Google)',
    paths: ['*'],
    contents: holdsPrivateKey,
  },
  // Koji and the tools of packagers.
  {
    name: 'koji',
    what: 'Koji',
    paths: ['.koji/*', 'etc/koji*', '.fedora.cert*', '.centos.cert*', '.fedora/*'],
  },
  {
    name: 'packager-tools',
    what: 'osc, copr, bodhi, fedpkg',
    paths: [
      '.oscrc',
      '.config/osc/*',
      '.config/copr*',
      '.config/bodhi/*',
      '.config/rpkg/*',
      '.config/fedpkg/*',
    ],
  },
  {
    name: 'repositories',
    what: 'repositories of dnf, yum, zypper and apt with a password',
    paths: [
      '*.repo',
      'etc/yum.repos.d/**',
      'etc/yum.conf',
      'etc/yum/**',
      'etc/dnf/**',
      'etc/zypp/**',
      'etc/rhsm/**',
      'etc/apt/sources.list*',
      'etc/apt/sources.list.d/*',
      'etc/apt/apt.conf*',
      'etc/apt/apt.conf.d/*',
    ],
    contents: holdsPassword,
  },
  {
    name: 'repository-logins',
    what: 'logins of zypper and apt',
    paths: ['etc/zypp/credentials.d/*', 'etc/apt/auth.conf*', '.zypp/credentials*'],
  },
  // Languages' package managers.
  {
    name: 'python',
    what: 'PyPI and pip',
    paths: ['.pypirc*', '.config/pypoetry/auth.toml', '.local/share/uv/credentials/*'],
  },
  {
    name: 'pip-urls',
    what: 'configuration of pip with a password',
    paths: ['pip.conf', 'pip.ini', '.config/uv/uv.toml', 'etc/uv/uv.toml'],
    contents: holdsPassword,
  },
  { name: 'npm', what: 'npm', paths: ['.npmrc*'] },
  {
    name: 'javascript',
    what: 'yarn, bun, and npm for the whole machine, with a token',
    paths: ['.yarnrc*', '.bunfig.toml', 'bunfig.toml', 'etc/npmrc'],
    contents: holdsToken,
  },
  { name: 'cargo', what: 'cargo', paths: ['.cargo/credentials*'] },
  { name: 'cargo-tokens', what: 'cargo with a token', paths: ['.cargo/config*'], contents: holdsToken },
  { name: 'ruby', what: 'RubyGems', paths: ['.gem/credentials*', '.local/share/gem/credentials*'] },
  {
    name: 'java',
    what: 'Maven, Gradle, Ivy',
    paths: [
      '.m2/settings*.xml',
      '.gradle/gradle.properties',
      '.ivy2/.credentials*',
      '.sbt/.credentials*',
      '.sbt/credentials*',
    ],
  },
  {
    name: 'other-languages',
    what: 'Composer, NuGet, Hex, Pub, Cabal, Conan, CPAN',
    paths: [
      '.composer/auth.json',
      '.config/composer/auth.json',
      '.nuget/nuget/nuget.config',
      '.config/nuget/nuget.config',
      '.hex/hex.config',
      '.config/dart/*credentials*',
      '.config/dart/*tokens*',
      '.pub-cache/credentials.json',
      '.cabal/config',
      '.config/cabal/config',
      '.conan/.conan.db',
      '.conan2/credentials.json',
      '.pause',
    ],
  },
  // Version control.
  {
    name: 'git',
    what: 'git, GitHub and GitLab',
    paths: [
      '.git-credentials*',
      '.config/git/credentials*',
      '.gitcookies',
      '.config/gh/*',
      '.config/hub',
      '.config/glab*',
      '.config/tea/*',
    ],
  },
  {
    name: 'git-urls',
    what: 'configuration of git and Mercurial with a password or token',
    paths: [
      '.git/config',
      '.git/modules/**/config',
      '.gitconfig',
      '.config/git/config',
      'etc/gitconfig',
      '.hgrc',
      '.hg/hgrc',
    ],
    contents: holdsPassword,
  },
  { name: 'subversion', what: 'Subversion', paths: ['.subversion/auth*'] },
  // Containers and clouds.
  {
    name: 'containers',
    what: 'registries of container images',
    paths: [
      '.docker/*',
      '.dockercfg',
      'containers/auth.json',
      'run/containers/*/auth.json',
      'etc/docker/key.json',
    ],
  },
  {
    name: 'kubernetes',
    what: 'Kubernetes',
    paths: [
      '.kube/*',
      'etc/kubernetes/*',
      'etc/rancher/*/*.yaml',
      'var/lib/kubelet/*',
      'var/lib/rancher/*/server/*',
    ],
  },
  {
    name: 'clouds',
    what: 'clouds and object storage',
    paths: [
      '.aws/*',
      '.config/gcloud/*',
      '.azure/*',
      '.oci/*',
      '.boto',
      '.s3cfg',
      '.config/rclone/*',
      '.rclone.conf',
      '.mc/config.json',
      '.config/doctl/*',
      '.config/hcloud/*',
      '.config/openstack/*',
      'etc/openstack/*',
      '.terraform.d/credentials*',
      '.terraformrc',
      'var/lib/cloud/*',
      'run/cloud-init/*',
    ],
  },
  {
    name: 'secrets',
    what: 'secrets that containers, systemd and vaults hand out',
    paths: [
      'run/secrets/*',
      'run/credentials/*',
      'etc/credstore*',
      'var/lib/systemd/credential.secret',
      '.vault-token',
      '.config/sops/*',
      '.config/age/*',
      '.password-store/*',
      '.local/share/keyrings/*',
    ],
  },
  // Logins kept by other programs.
  {
    name: 'logins',
    what: 'programs that log in by themselves',
    paths: [
      '.netrc*',
      '_netrc',
      '.authinfo*',
      '.pgpass*',
      '.my.cnf*',
      '.mylogin.cnf',
      '.smbcredentials*',
      '.msmtprc',
      '.wgetrc',
      '.curlrc',
      '.erlang.cookie',
      '.htpasswd*',
      'etc/postfix/sasl_passwd*',
    ],
  },
  {
    name: 'networks',
    what: 'networks and tunnels',
    paths: [
      'etc/networkmanager/system-connections/*',
      'etc/wpa_supplicant/*',
      'var/lib/iwd/*',
      'etc/wireguard/*',
      'etc/ppp/*-secrets*',
      'etc/ipsec.secrets*',
      'etc/ipsec.d/private/*',
      'etc/rndc.key*',
      'etc/bind/*.key',
      'var/lib/samba/private/*',
      'etc/samba/*.tdb',
      'etc/cryptsetup-keys.d/*',
      'etc/luks-keys/*',
    ],
  },
  {
    name: 'shadow',
    what: 'passwords of the machine’s users',
    paths: [
      'etc/shadow',
      'etc/shadow-',
      'etc/shadow.*',
      'etc/gshadow',
      'etc/gshadow-',
      'etc/gshadow.*',
      'etc/security/*opasswd',
    ],
  },
];
