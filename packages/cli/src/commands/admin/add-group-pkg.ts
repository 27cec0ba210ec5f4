import { changeGroupPackages } from '../../groups/change-group-packages.js';

export const addGroupPkg = changeGroupPackages((hub, one) => hub.call('groupPackageListAdd', one), {
  summary: 'Add packages to a group',
});
