/**
 * Options that Koji's hub has had since 1.14 and this hub has no use for, with what became of them. A configuration that
 * has one works: it is named as a warning.
 */
export const leftoverOptions: Readonly<Record<string, string>> = {
  AuthPrincipal: 'Kerberos logins are checked by the web server in front of the hub (mod_auth_gssapi)',
  AuthKeytab: 'Kerberos logins are checked by the web server in front of the hub (mod_auth_gssapi)',
  DisableGSSAPIProxyDNFallback:
    'ProxyDNs never hold for Kerberos logins; name their principals in ProxyPrincipals',
  EnableFunctionDebug: 'it traced functions of the hub for developers of Koji',
  EnableImageMigration: 'images of Koji 1.7 and older were moved by Koji itself, up to 1.15',
};
