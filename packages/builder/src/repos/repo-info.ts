import type { Repo } from '@kojikit/protocol';

/** What builders need of a repo. Those that come out of a task's result may lack their options. */
export type RepoInfo = Pick<Repo, 'id' | 'state' | 'tag_id' | 'tag_name' | 'create_event'> &
  Partial<Pick<Repo, 'opts'>>;
