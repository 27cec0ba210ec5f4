import { changeGroupPackages } from '../../groups/change-group-packages.js';

export const blockGroupPkg = changeGroupPackages((hub, one) => hub.call('groupPackageListBlock', one), {
  description: 'Tags that inherit the group do not get the packages either: it is more than removing them.',
});
