import { changeGroupPackages } from '../../groups/change-group-packages.js';

export const unblockGroupPkg = changeGroupPackages((hub, one) => hub.call('groupPackageListUnblock', one), {
  summary: 'Unblock packages in a group',
});
