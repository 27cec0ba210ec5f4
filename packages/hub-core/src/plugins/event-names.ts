import type { HubEvents } from '@kojikit/protocol';

/** The events that Koji fires on the hub, in the order in which its documentation of plugins lists them. */
export const eventNames = [
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
] as const satisfies readonly (keyof HubEvents)[];
