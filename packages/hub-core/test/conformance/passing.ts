/** The recorded conversations that the hub answers as Koji does, step by step. */
export const passing: readonly string[] = ['05-user-groups'];
