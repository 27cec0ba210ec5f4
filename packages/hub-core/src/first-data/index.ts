export { makeNeeds } from './make-needs.js';
export { machineArch, makeTargetAndTags, requestFirstRepo } from './make-target.js';
export { adminName, missingData } from './missing-data.js';
