/** The `application_id` of a SQLite file that `koji-hub backup` has made: `KjBk`. The databases of hubs have none. */
export const BACKUP_MARK = 0x4b6a_426b;
