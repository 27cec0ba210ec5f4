import { changeGroupRequirement } from '../../groups/change-group-requirement.js';

export const addGroupReq = changeGroupRequirement((hub, one) => hub.call('groupReqListAdd', one), {
  summary: 'Let a group require another',
});
