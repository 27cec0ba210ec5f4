import type { HubModule } from '../plugins/hub-module.js';
import { notificationsMethods } from './methods.js';

export const notificationsRoom: HubModule = { name: 'notifications', methods: notificationsMethods };
