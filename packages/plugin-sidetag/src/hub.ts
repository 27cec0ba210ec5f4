import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { sidetagConfig, type SidetagConfig } from './hub/config.js';
import { sidetagSettings } from './hub/config-of.js';
import { cleanupJob } from './hub/cleanup/cleanup-job.js';
import { cleanupSideTags } from './hub/cleanup/cleanup-method.js';
import { explainSideTagPolicy } from './hub/explain-policy.js';
import { lifeMethods } from './hub/life-methods.js';
import { sidetagMigrations } from './hub/life/migrations.js';
import { createSideTag } from './hub/create-side-tag.js';
import { listSideTags } from './hub/list-side-tags.js';
import { editSideTag } from './hub/edit-side-tag.js';
import { mailWorker } from './hub/mail/mail-worker.js';
import { sideTagPanel } from './hub/panel/side-tag-panel.js';
import { userSideTagsPanel } from './hub/panel/user-side-tags-panel.js';
import { removeEmpty } from './hub/remove-empty.js';
import { removeSideTag } from './hub/remove-side-tag.js';
import { isSidetag, isSidetagOwner } from './hub/policy-tests.js';

/** Tags that users make for themselves, beside a tag that they may build on. */
export default defineHubPlugin<SidetagConfig>({
  name: 'sidetag',
  aliases: ['sidetag_hub'],
  config: sidetagConfig,
  setup: ({ config, keep }) => keep(sidetagSettings, config),
  methods: [
    createSideTag,
    removeSideTag,
    listSideTags,
    editSideTag,
    ...lifeMethods,
    cleanupSideTags,
    explainSideTagPolicy,
  ],
  policyTests: [isSidetag, isSidetagOwner],
  migrations: sidetagMigrations,
  jobs: [cleanupJob],
  workers: [mailWorker],
  on: { postUntag: removeEmpty },
  panels: [sideTagPanel, userSideTagsPanel],
});
