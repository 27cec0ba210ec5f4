/**
 * The policy tests that Koji 1.35 and its plugins bring, with the plugin of Koji's that a test comes from; the hub's own
 * come from none.
 */
export const KOJI_POLICY_TESTS: Readonly<Record<string, { readonly plugin?: string }>> = {
  ...ofTheHub('true false all none has bool match match_any match_all target compare'),
  ...ofTheHub('operation package version release volume cg_match_any cg_match_all tag fromtag hastag'),
  ...ofTheHub('skip_tag buildtag buildtag_inherits_from buildtype imported is_child_task method user'),
  ...ofTheHub('vm_name is_build_owner is_draft is_new_package user_in_group has_perm source policy'),
  is_sidetag: { plugin: 'sidetag_hub' },
  is_sidetag_owner: { plugin: 'sidetag_hub' },
};

function ofTheHub(names: string): Record<string, object> {
  return Object.fromEntries(names.split(' ').map((name) => [name, {}]));
}
