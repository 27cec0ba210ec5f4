/** The rules that hold for a policy which the configuration does not mention. The same as Koji's. */
export const defaultPolicies: Readonly<Record<string, string>> = {
  build_rpm: 'all :: allow',
  build_from_srpm: onlyFor('Only admin', 'has_perm admin'),
  build_from_repo_id: onlyFor('Only admin', 'has_perm admin'),
  build_from_scm: onlyFor('Only admin', 'has_perm admin'),
  package_list: onlyFor('Only admin/tag', 'has_perm admin', 'has_perm tag'),
  channel: lines('has req_channel :: req', 'is_child_task :: parent', 'all :: use default'),
  vm: onlyFor('Only admin/win-admin', 'has_perm admin win-admin'),
  cg_import: 'all :: allow',
  volume: 'all :: DEFAULT',
  priority: 'all :: stay',
  draft_promotion: onlyFor('Only draft-promoter and build owner', 'has_perm draft-promoter', 'is_build_owner'),
};

function onlyFor(who: string, ...tests: string[]): string {
  return lines(...tests.map((test) => `${test} :: allow`), `all :: deny ${who} can do this via default policy`);
}

function lines(...rules: string[]): string {
  return rules.join('\n');
}
