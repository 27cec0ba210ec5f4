/** The options that `[main]` of koji-gc.conf has in Koji 1.35; rules of what to untag stand in `[prune]`. */
export const KOJI_GC_OPTIONS: readonly string[] = [
  ...words('test debug keytab principal ccache runas user password noauth cert serverca no_ssl_verify'),
  ...words('server weburl timeout smtp_host smtp_user smtp_pass from_addr cc_addr bcc_addr'),
  ...words('email_template email_domain mail delay grace_period unprotected_keys key_aliases'),
  ...words('tag_filter ignore_tags pkg_filter bypass_locks trashcan_tag purge lock_file exit_on_lock'),
];

/** Sections of the file. */
export const KOJI_GC_SECTIONS: readonly string[] = ['main', 'prune'];

function words(text: string): string[] {
  return text.split(' ');
}
