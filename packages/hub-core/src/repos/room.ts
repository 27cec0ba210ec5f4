import type { HubModule } from '../ground/hub-module.js';
import { repoJobs } from './jobs/index.js';
import { reposMethods } from './methods.js';
import { repoRequestMethods } from './request-methods.js';

export const reposRoom: HubModule = {
  name: 'repos',
  methods: [...reposMethods, ...repoRequestMethods],
  jobs: repoJobs,
  needs: { channels: ['createrepo'] },
};
