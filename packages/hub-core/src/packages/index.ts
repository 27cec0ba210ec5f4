export {
  addPackage,
  addPackageDirectly,
  blockPackage,
  removePackage,
  unblockPackage,
  type PackageListEntry,
} from './change-package-list.js';
export { newestBuilds, packagesOfOwner } from './browse-packages.js';
export { nearestWays, waysOf, type Way } from './nearest-ways.js';
export { packageConfig } from './package-config.js';
export { readOwnedPackages } from './read-owned-packages.js';
export {
  readPackageList,
  readPackageLists,
  type ListedPackage,
  type PackageListFilter,
} from './read-package-list.js';
export {
  entriesOf,
  nearestEntries,
  usablePackages,
  type PackageEntry,
  type UsablePackagesFilter,
} from './usable-packages.js';
