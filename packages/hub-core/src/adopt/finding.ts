/** What a finding is about, in the order of the report. */
export const SUBJECTS = [
  'database',
  'tables',
  'accounts',
  'tasks and hosts',
  'builds and repos',
  'folders',
  'options',
  'policies',
  'plugins',
  'other files',
] as const;

/** One of {@link SUBJECTS}. */
export type Subject = (typeof SUBJECTS)[number];

/** When something has to be done, in the order of the move. */
export const PHASES = ['before', 'install', 'configure', 'pause', 'after'] as const;

/** One of {@link PHASES}. */
export type Phase = (typeof PHASES)[number];

/** Where a finding stands in a file. */
export interface Place {
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number | undefined;
}

interface Found {
  readonly subject: Subject;
  /** One sentence. */
  readonly what: string;
  readonly place?: Place | undefined;
}

/** Something of the site that goes on as it is. */
export interface Works extends Found {
  readonly level: 'works';
}

/** Something that has to be done for the move, or something that is lost by it. */
export interface Trouble extends Found {
  /** `step`: works once `todo` is done. `fails`: will not work here, and `todo` is what there is instead. */
  readonly level: 'step' | 'fails';
  readonly todo: string;
  readonly when: Phase;
}

/** One thing that `koji-hub adopt` has to say of a site. */
export type Finding = Works | Trouble;

/** What has to be done, and when. */
export interface Todo {
  readonly todo: string;
  readonly when: Phase;
}

/** Collects what is found out about one subject. */
export class Findings {
  readonly all: Finding[] = [];

  constructor(private readonly subject: Subject) {}

  works(what: string, place?: Place): void {
    this.all.push({ subject: this.subject, level: 'works', what, place });
  }

  step(what: string, { todo, when }: Todo, place?: Place): void {
    this.all.push({ subject: this.subject, level: 'step', what, todo, when, place });
  }

  fails(what: string, { todo, when }: Todo, place?: Place): void {
    this.all.push({ subject: this.subject, level: 'fails', what, todo, when, place });
  }
}

/** The place of an entry of a file, as findings have it. */
export function at(file: string, line?: number): Place {
  return line === undefined ? { file } : { file, line };
}
