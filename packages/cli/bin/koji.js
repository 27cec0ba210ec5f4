#!/usr/bin/env node
'use strict';
// Starts the build, and stands beside it, so that npm finds a program to link in a clone that has not been built yet. Both
// are scripts, not modules, and V8 gets back what it compiled when the same command ran last: see
// docs/decisions/022-koji-starts-from-scripts.md. Node can keep compiled code itself from version 22 on, but then keeps of
// each file what its first run has needed, whichever command that was; and Node 20 cannot.
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const vm = require('node:vm');

const PROGRAM = join(__dirname, '..', 'dist', 'koji.cjs');
/** What the program has for plugins, and the name by which their scripts ask for it. */
const FOR_PLUGINS = join(__dirname, '..', 'dist', 'parts', 'plugin.cjs');
const FOR_PLUGINS_NAME = '@kojikit/cli/plugin';
/** The first line of a script that is kept: its digest. */
const DIGEST = /^\/\/! ([0-9a-f]{16})\n/;
/** Milliseconds after which a cache that was written is in nobody's way but on the disk. */
const OLD = 90 * 24 * 3600 * 1000;
const COMMAND = /^[a-z][a-z0-9-]*$/;
/** The names of the files that are kept here, and of those that were begun. */
const KEPT = /^[0-9a-f]+-v[0-9][^-]*-[a-z0-9]+-[a-z][a-z0-9-]*(\.[0-9]+)?$/;
/** Takes the place of a command's name where none was run. */
const NO_COMMAND = 'none';

const folder = cacheFolder();
const loaded = [];
let command = NO_COMMAND;

if (fs.existsSync(PROGRAM)) {
  const { startKoji } = load(PROGRAM);
  if (folder !== undefined) process.once('exit', keepCompiled);
  void startKoji({ onCommand: (name) => (command = name), runScript });
} else {
  process.stderr.write('koji: this clone of Kojikit is not built yet: run `npm run build` first\n');
  process.exitCode = 1;
}

/** Returns what a script exports, which runs once. */
function runScript(file) {
  return require.cache[file]?.exports ?? load(file);
}

/** Runs a script. What it has compiled is kept if its first line is a digest of it. */
function load(file) {
  const source = fs.readFileSync(file, 'utf8');
  const digest = DIGEST.exec(source)?.[1];
  const name = digest && `${digest}-${process.version}-${process.arch}`;
  const { word, cachedData } = name === undefined || folder === undefined ? {} : readCompiled(name);
  const script = new vm.Script(module.constructor.wrap(source), {
    filename: file,
    cachedData,
  });
  if (name !== undefined) loaded.push({ script, name, word });
  const own = new module.constructor(file, module);
  own.filename = file;
  const place = dirname(file);
  const find = (id) => {
    if (id === FOR_PLUGINS_NAME) return runScript(FOR_PLUGINS);
    if (id.startsWith('.') && id.endsWith('.cjs')) return runScript(join(place, id));
    return id.startsWith('node:') ? require(id) : module.constructor.createRequire(file)(id);
  };
  // Whoever imports the script, as a plugin may, finds the one that runs.
  require.cache[file] = own;
  script.runInThisContext().call(own.exports, own.exports, find, own, file, place);
  own.loaded = true;
  return own.exports;
}

/** Not the folder of all users, where somebody else could have put code before. */
function cacheFolder() {
  const { NODE_DISABLE_COMPILE_CACHE: off, NODE_COMPILE_CACHE: given, XDG_CACHE_HOME: caches } = process.env;
  if (off) return undefined;
  const path =
    given || join(caches || join(process.env.HOME || require('node:os').homedir(), '.cache'), 'kojikit');
  try {
    const found = look(path);
    return found === undefined || (found.isDirectory() && isOurs(found)) ? path : undefined;
  } catch {
    // A home that is not to be looked into.
    return undefined;
  }
}

/** What is there, without an error where there is nothing: it would cost more than the answer. */
function look(path) {
  return fs.lstatSync(path, { throwIfNoEntry: false });
}

/** Whether nobody but this user can have changed it: what is kept is run, and what is old is removed. */
function isOurs({ uid, mode }) {
  return uid === process.geteuid?.() && (mode & 0o022) === 0;
}

/** What was compiled for the first word of the line that has anything: the command, since no other word is likely to. */
function readCompiled(name) {
  for (const word of [...process.argv.slice(2), NO_COMMAND]) {
    if (!COMMAND.test(word)) continue;
    const cachedData = readOwn(join(folder, `${name}-${word}`));
    if (cachedData !== undefined) return { word, cachedData };
  }
  return {};
}

function readOwn(file) {
  try {
    const found = look(file);
    return found?.isFile() && isOurs(found) ? fs.readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** A command that failed, or told only its help, has compiled too little to be kept for those that will run well. */
function keepCompiled(status) {
  const ran = status === 0 ? command : NO_COMMAND;
  for (const { script, name, word } of loaded) {
    const isEnough = word !== undefined && (ran === NO_COMMAND || ran === word);
    if (!isEnough || script.cachedDataRejected !== false) write(`${name}-${ran}`, script.createCachedData());
  }
}

function discard(draft) {
  try {
    fs.rmSync(draft, { force: true });
  } catch {
    // Nothing could be written there either.
  }
}

function write(name, data) {
  const file = join(folder, name);
  const draft = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.writeFileSync(draft, data, { flag: 'wx', mode: 0o600 });
    fs.renameSync(draft, file);
    for (const other of fs.readdirSync(folder)) {
      if (!KEPT.test(other)) continue;
      const path = join(folder, other);
      if (Date.now() - fs.statSync(path).mtimeMs > OLD) fs.rmSync(path);
    }
  } catch {
    // A home that is full or not to be written to: the next run compiles again, and finds no more in its way than this one.
    discard(draft);
  }
}
