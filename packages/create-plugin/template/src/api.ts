import type { Task } from '@kojikit/protocol';

/** The hub's methods. */
export interface __PASCAL__Api {
  __ID__Hello: {
    params: { name: string };
    result: Task['id'];
  };
}

/** The task's request. */
export interface __PASCAL__TaskParams {
  __ID__Hello: { name: string };
}

declare module '@kojikit/protocol' {
  interface HubApi extends __PASCAL__Api {}
  interface TaskParams extends __PASCAL__TaskParams {}
}
