import { changeGroupRequirement } from '../../groups/change-group-requirement.js';

export const blockGroupReq = changeGroupRequirement((hub, one) => hub.call('groupReqListBlock', one), {
  summary: 'Block what a group requires',
});
