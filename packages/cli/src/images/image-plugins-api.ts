/** Methods of the image plugins that come with Koji's hub; each makes a task and returns its id. */
export interface ImagePluginsApi {
  dudBuild: {
    params: {
      target: string;
      arches: string[];
      dud_version: string;
      dud_name: string;
      pkg_list: string[];
      scratch?: boolean;
      alldeps?: boolean;
      scmurl?: string | null;
      optional_arches?: string[];
    };
    result: number;
  };
  kiwiBuild: {
    params: {
      target: string;
      arches: string[];
      desc_url: string;
      desc_path: string;
      scratch?: boolean;
      optional_arches?: string[];
      profile?: string;
      version?: string;
      release?: string;
      make_prep?: boolean;
      type?: string;
      type_attr?: string[];
      result_bundle_name_format?: string;
      repos?: string[];
      repo_releasever?: string;
      use_buildroot_repo?: boolean;
    };
    result: number;
  };
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends ImagePluginsApi {}
}
