import { authRoom } from './auth/room.js';
import { usersRoom } from './users/room.js';
import type { HubModule } from './plugins/hub-module.js';

/** Every room of the hub. They register through the same table as plugins do. */
export const rooms: readonly HubModule[] = [authRoom, usersRoom];
