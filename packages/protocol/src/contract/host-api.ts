import type { CallingHostApi } from './host-api/calling-host.js';
import type { AssignedTasksApi } from './host-api/assigned-tasks.js';
import type { HostTasksApi } from './host-api/tasks.js';
import type { HostBuildrootsApi } from './host-api/buildroots.js';
import type { HostReposApi } from './host-api/repos.js';
import type { HostBuildsApi } from './host-api/builds.js';
import type { HostTaggingApi } from './host-api/tagging.js';
import type { HostArchivesApi } from './host-api/archives.js';
import type { HostRpmsApi } from './host-api/rpms.js';
import type { HostMavenBuildsApi } from './host-api/maven-builds.js';
import type { HostWinBuildsApi } from './host-api/win-builds.js';
import type { HostImageBuildsApi } from './host-api/image-builds.js';
import type { HostPolicyApi } from './host-api/policy.js';

/** What builders call: `host.…`. */
export interface HostApiApi
  extends
    CallingHostApi,
    AssignedTasksApi,
    HostTasksApi,
    HostBuildrootsApi,
    HostReposApi,
    HostBuildsApi,
    HostTaggingApi,
    HostArchivesApi,
    HostRpmsApi,
    HostMavenBuildsApi,
    HostWinBuildsApi,
    HostImageBuildsApi,
    HostPolicyApi {}
