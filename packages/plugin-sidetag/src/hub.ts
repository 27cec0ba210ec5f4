import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { sidetagConfig, type SidetagConfig } from './config.js';
import { createSideTag } from './create-side-tag.js';
import { listSideTags } from './list-side-tags.js';
import { isSidetag, isSidetagOwner } from './policy-tests.js';

/** Tags that users make for themselves, beside a tag that they may build on. */
export default defineHubPlugin<SidetagConfig>({
  name: 'sidetag',
  aliases: ['sidetag_hub'],
  config: sidetagConfig,
  methods: [createSideTag, listSideTags],
  policyTests: [isSidetag, isSidetagOwner],
});
