/**
 * Options that Koji's kojid has had since 1.14 and no longer has, with what became of them. A configuration that has one
 * works: it is named as a warning.
 */
export const RETIRED_OPTIONS: Readonly<Record<string, string>> = {
  ca: 'the authority of the hub is named by serverca',
  keepalive: 'connections are always kept',
  krb_canon_host: 'Kerberos logins are not supported',
  krb_rdns: 'Kerberos logins are not supported',
  krb_server_realm: 'Kerberos logins are not supported',
  krbservice: 'Kerberos logins are not supported',
  mock_boostrap_image: 'it is spelt mock_bootstrap_image',
  tmpdir: 'it is called chroot_tmpdir',
  use_old_ssl: 'there is one TLS library',
};
