/** The events that the hub fires. Builders have a list of their own. */
export const HUB_EVENT_NAMES = [
  'prePackageListChange',
  'postPackageListChange',
  'preTaskStateChange',
  'postTaskStateChange',
  'preBuildStateChange',
  'postBuildStateChange',
  'preImport',
  'postImport',
  'preRPMSign',
  'postRPMSign',
  'preTag',
  'postTag',
  'preUntag',
  'postUntag',
  'preRepoInit',
  'postRepoInit',
  'preRepoDone',
  'postRepoDone',
  'preBuildPromote',
  'postBuildPromote',
  'preCommit',
  'postCommit',
] as const;

/** A name of {@link HUB_EVENT_NAMES}. */
export type HubEventName = (typeof HUB_EVENT_NAMES)[number];

/** The events that a builder fires for its plugins. */
export const BUILDER_EVENT_NAMES = [
  'preSCMCheckout',
  'postSCMCheckout',
  'postCreateDistRepo',
  'postCreateRepo',
] as const;

/** A name of {@link BUILDER_EVENT_NAMES}. */
export type BuilderEventName = (typeof BUILDER_EVENT_NAMES)[number];
