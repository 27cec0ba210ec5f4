/** Which build mails a user does not want: nil means every package or every tag. */
export interface NotificationBlockRow {
  readonly id: number;
  readonly user_id: number;
  readonly package_id: number | null;
  readonly tag_id: number | null;
}

/** What a user wants mail about: nil means every package or every tag. */
export interface NotificationRow extends NotificationBlockRow {
  readonly success_only: boolean;
  readonly email: string;
}
