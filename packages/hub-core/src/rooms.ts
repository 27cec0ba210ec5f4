import { importsRoom } from './imports/room.js';
import { panelsRoom } from './panels/room.js';
import { archivesRoom } from './archives/room.js';
import { reposRoom } from './repos/room.js';
import { buildrootsRoom } from './buildroots/room.js';
import { rpmsRoom } from './rpms/room.js';
import { externalReposRoom } from './external-repos/room.js';
import { authRoom } from './auth/room.js';
import type { HubModule } from './ground/hub-module.js';
import { buildsRoom } from './builds/room.js';
import { buildDetailsRoom } from './build-details/room.js';
import { volumesRoom } from './volumes/room.js';
import { contentGeneratorsRoom } from './content-generators/room.js';
import { buildTypesRoom } from './build-types/room.js';
import { hostApiRoom } from './host-api/room.js';
import { hostsRoom } from './hosts/room.js';
import { groupsRoom } from './groups/room.js';
import { historyRoom } from './history/room.js';
import { notificationsRoom } from './notifications/room.js';
import { packagesRoom } from './packages/room.js';
import { policyRoom } from './policy/room.js';
import { schedulerRoom } from './scheduler/room.js';
import { searchRoom } from './search/room.js';
import { systemRoom } from './system/room.js';
import { keptRoom } from './kept/room.js';
import { overviewsRoom } from './overviews/room.js';
import { reportsRoom } from './reports/room.js';
import { taggingRoom } from './tagging/room.js';
import { tagsRoom } from './tags/room.js';
import { targetsRoom } from './targets/room.js';
import { tasksRoom } from './tasks/room.js';
import { uploadsRoom } from './uploads/room.js';
import { usersRoom } from './users/room.js';

/** Every room of the hub. They register through the same table as plugins do. */
export const rooms: readonly HubModule[] = [
  systemRoom,
  authRoom,
  usersRoom,
  policyRoom,
  tagsRoom,
  targetsRoom,
  groupsRoom,
  historyRoom,
  hostsRoom,
  tasksRoom,
  schedulerRoom,
  hostApiRoom,
  packagesRoom,
  buildsRoom,
  taggingRoom,
  volumesRoom,
  contentGeneratorsRoom,
  buildTypesRoom,
  uploadsRoom,
  notificationsRoom,
  searchRoom,
  externalReposRoom,
  rpmsRoom,
  buildrootsRoom,
  reposRoom,
  archivesRoom,
  importsRoom,
  buildDetailsRoom,
  panelsRoom,
  reportsRoom,
  overviewsRoom,
  keptRoom,
];
