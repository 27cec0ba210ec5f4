export { addGroup, removeGroup } from './change-group-list.js';
export { addGroupPackage, removeGroupPackage } from './change-group-packages.js';
export { addGroupRequirement, removeGroupRequirement } from './change-group-requirements.js';
export { generateComps, type CompsOptions } from './comps.js';
export { readTagGroups, type TagGroupsQuery } from './read-tag-groups.js';
