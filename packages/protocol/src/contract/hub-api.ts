import type { SystemApi } from './system.js';
import type { AuthApi } from './auth.js';
import type { UsersApi } from './users.js';
import type { PolicyApi } from './policy.js';
import type { TagsApi } from './tags.js';
import type { TargetsApi } from './targets.js';
import type { PackagesApi } from './packages.js';
import type { GroupsApi } from './groups.js';
import type { BuildsApi } from './builds.js';
import type { BuildDetailsApi } from './build-details.js';
import type { TaggingApi } from './tagging.js';
import type { RpmsApi } from './rpms.js';
import type { ArchivesApi } from './archives.js';
import type { BuildrootsApi } from './buildroots.js';
import type { TasksApi } from './tasks.js';
import type { HostsApi } from './hosts.js';
import type { SchedulerApi } from './scheduler.js';
import type { ReposApi } from './repos.js';
import type { ExternalReposApi } from './external-repos.js';
import type { VolumesApi } from './volumes.js';
import type { NotificationsApi } from './notifications.js';
import type { SearchApi } from './search.js';
import type { UploadsApi } from './uploads.js';
import type { HistoryApi } from './history.js';
import type { OverviewsApi } from './overviews.js';
import type { ReportsApi } from './reports.js';
import type { HostApiApi } from './host-api.js';

/** Every method of the hub itself, without those of plugins. */
export interface OwnHubApi
  extends
    SystemApi,
    AuthApi,
    UsersApi,
    PolicyApi,
    TagsApi,
    TargetsApi,
    PackagesApi,
    GroupsApi,
    BuildsApi,
    BuildDetailsApi,
    TaggingApi,
    RpmsApi,
    ArchivesApi,
    BuildrootsApi,
    TasksApi,
    HostsApi,
    SchedulerApi,
    ReposApi,
    ExternalReposApi,
    VolumesApi,
    NotificationsApi,
    SearchApi,
    UploadsApi,
    HistoryApi,
    ReportsApi,
    OverviewsApi,
    HostApiApi {}

/**
 * Every method of the hub by its name on the wire: `params` by name, and the `result`.
 *
 * `rest` names the parameter that collects further positional values, `keywords` the one that collects further named
 * ones (`editTag2({ tagInfo, locked: true })`). Where parameters decide what the result is, `cases` lists for values of
 * some of them what it is then; the first that fits counts.
 *
 * Plugins add theirs: `declare module '@kojikit/protocol' { interface HubApi extends RunrootApi {} }`. One with a `rest`
 * must also be told of by `collectByPosition`, for callers.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- plugins add members
export interface HubApi extends OwnHubApi {}
