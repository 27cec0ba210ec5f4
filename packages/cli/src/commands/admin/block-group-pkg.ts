import { changeGroupPackages } from '../../groups/change-group-packages.js';

export const blockGroupPkg = changeGroupPackages((hub, one) => hub.call('groupPackageListBlock', one), {
  summary: 'Block packages in a group',
  description: 'Tags that inherit the group do not get the packages either: it is more than removing them.',
});
