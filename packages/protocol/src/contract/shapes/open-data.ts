import type { Struct } from './values.js';

/**
 * What a program keeps with a build, an RPM, an archive, a build root or a tag. The hub stores it as JSON and hands it out as it
 * came; it reads only the members of a tag's `extra` that are settings, such as `rpm.macro.…` and `repo.opts`.
 */
export type Extra = Struct;

/** The facts that a policy decides on: which of them count is up to the tests in its rules, and plugins bring tests of their own. */
export type PolicyFacts = Struct;

/** Arguments by name of a method that is itself an argument, or of a task whose method may be a plugin's. */
export type KeywordArguments = Struct;

/** Options of a task that the hub hands to the builder as they came: those of the plugin or program that does the task. */
export type BuilderOptions = Struct;

/** What a builder tells the scheduler of itself. Ours reads `maxjobs`; another may read more. */
export type HostData = Struct;

/** What somebody keeps with an external repo about its last state, as kojira does. The hub reads nothing of it. */
export type ExternalRepoData = Struct;

/** Members that the file `repo.json` of a repo gets, for the tools that read that file. */
export type RepoNotes = Struct;

/** Tags of an RPM's header by name, in lower or upper case as they were asked for; each has a type of its own. */
export type RpmHeaders = Struct;

/** The options of the hub's configuration by name, those of the file and those by default. */
export type HubOptions = Struct;

/** A row of a listing or of a table with the columns that the caller, or the table, chose. */
export type ChosenColumns = Struct;

/**
 * What a content generator tells of a build: Koji's metadata format with `metadata_version`, `build`, `buildroots` and `output`. It
 * is checked when it is read, with faults that name the place; generators may add members anywhere.
 */
export type GeneratorMetadata = Struct;

/** What is known of a build as one of its type: a content generator may say anything of it. */
export type BuildTypeFacts = Struct;

/** What a task has returned, as its builder sent it: beside what the hub reads there may be more. */
export type SentTaskResult = Struct;
