import type { HubModule } from '../ground/hub-module.js';
import { uploadsMethods } from './methods.js';
import { receiveUpload } from './receive-upload.js';

export const uploadsRoom: HubModule = { name: 'uploads', methods: uploadsMethods, upload: receiveUpload };
