import { changeGroupRequirement } from '../../groups/change-group-requirement.js';

export const unblockGroupReq = changeGroupRequirement((hub, one) => hub.call('groupReqListUnblock', one), {
  summary: 'Unblock what a group requires',
});
