/** The columns that say which thing a row is about. */
export const TABLE_KEYS: Readonly<Record<string, readonly string[]>> = {
  user_perms: ['user_id', 'perm_id'],
  user_groups: ['user_id', 'group_id'],
  cg_users: ['user_id', 'cg_id'],
  tag_inheritance: ['tag_id', 'parent_id'],
  tag_config: ['tag_id'],
  tag_extra: ['tag_id', 'key'],
  build_target_config: ['build_target_id'],
  external_repo_config: ['external_repo_id'],
  external_repo_data: ['external_repo_id'],
  host_config: ['host_id'],
  host_channels: ['host_id', 'channel_id'],
  tag_external_repos: ['tag_id', 'external_repo_id'],
  tag_listing: ['build_id', 'tag_id'],
  tag_packages: ['package_id', 'tag_id'],
  tag_package_owners: ['package_id', 'tag_id'],
  group_config: ['group_id', 'tag_id'],
  group_req_listing: ['group_id', 'tag_id', 'req_id'],
  group_package_listing: ['group_id', 'tag_id', 'package'],
};

/** How changes are told: `{column}` stands for a value. */
export interface ChangeTexts {
  edited: string;
  created: string;
  revoked: string;
}

/** Texts by table. */
export const CHANGE_TEXTS: Readonly<Record<string, ChangeTexts>> = {
  tag_listing: {
    edited: '{name}-{version}-{release} re-tagged into {tag.name}',
    created: '{name}-{version}-{release} tagged into {tag.name}',
    revoked: '{name}-{version}-{release} untagged from {tag.name}',
  },
  user_perms: {
    edited: 'permission {permission.name} re-granted to {user.name}',
    created: 'permission {permission.name} granted to {user.name}',
    revoked: 'permission {permission.name} revoked for {user.name}',
  },
  user_groups: {
    edited: 'user {user.name} re-added to group {group.name}',
    created: 'user {user.name} added to group {group.name}',
    revoked: 'user {user.name} removed from group {group.name}',
  },
  cg_users: {
    edited: 'user {user.name} re-added to content generator {content_generator.name}',
    created: 'user {user.name} added to content generator {content_generator.name}',
    revoked: 'user {user.name} removed from content generator {content_generator.name}',
  },
  tag_packages: {
    edited: 'package list entry for {package.name} in {tag.name} updated',
    created: 'package list entry created: {package.name} in {tag.name}',
    revoked: 'package list entry revoked: {package.name} in {tag.name}',
  },
  tag_package_owners: {
    edited: 'package owner changed for {package.name} in {tag.name}',
    created: 'package owner {owner.name} set for {package.name} in {tag.name}',
    revoked: 'package owner {owner.name} revoked for {package.name} in {tag.name}',
  },
  tag_inheritance: {
    edited: 'inheritance line {tag.name}->{parent.name} updated',
    created: 'inheritance line {tag.name}->{parent.name} added',
    revoked: 'inheritance line {tag.name}->{parent.name} removed',
  },
  tag_config: {
    edited: 'tag configuration for {tag.name} altered',
    created: 'new tag: {tag.name}',
    revoked: 'tag deleted: {tag.name}',
  },
  tag_extra: {
    edited: 'tag option {key} for tag {tag.name} altered',
    created: 'added tag option {key} for tag {tag.name}',
    revoked: 'tag option {key} removed for {tag.name}',
  },
  host_config: {
    edited: 'host configuration for {host.name} altered',
    created: 'new host: {host.name}',
    revoked: 'host deleted: {host.name}',
  },
  host_channels: {
    edited: 'host {host.name} removed from channel {channels.name}',
    created: 'host {host.name} added to channel {channels.name}',
    revoked: 'host {host.name} removed from channel {channels.name}',
  },
  build_target_config: {
    edited: 'build target configuration for {build_target.name} updated',
    created: 'new build target: {build_target.name}',
    revoked: 'build target deleted: {build_target.name}',
  },
  external_repo_config: {
    edited: 'external repo configuration for {external_repo.name} altered',
    created: 'new external repo: {external_repo.name}',
    revoked: 'external repo deleted: {external_repo.name}',
  },
  external_repo_data: {
    edited: 'tracking data for external repo {external_repo.name} altered',
    created: 'new tracking data for external repo {external_repo.name}',
    revoked: 'deleted tracking data for external repo {external_repo.name}',
  },
  tag_external_repos: {
    edited: 'external repo entry for {external_repo.name} in tag {tag.name} updated',
    created: 'external repo entry for {external_repo.name} added to tag {tag.name}',
    revoked: 'external repo entry for {external_repo.name} removed from tag {tag.name}',
  },
  group_config: {
    edited: 'group {group.name} configuration for tag {tag.name} updated',
    created: 'group {group.name} added to tag {tag.name}',
    revoked: 'group {group.name} removed from tag {tag.name}',
  },
  group_req_listing: {
    edited: 'group dependency {group.name}->{req.name} updated in tag {tag.name}',
    created: 'group dependency {group.name}->{req.name} added in tag {tag.name}',
    revoked: 'group dependency {group.name}->{req.name} dropped from tag {tag.name}',
  },
  group_package_listing: {
    edited: 'package entry {package} in group {group.name}, tag {tag.name} updated',
    created: 'package {package} added to group {group.name} in tag {tag.name}',
    revoked: 'package {package} removed from group {group.name} in tag {tag.name}',
  },
};
