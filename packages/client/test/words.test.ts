import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const file = fileURLToPath(new URL('shown-in-an-editor.ts', import.meta.url));
const text = `import { createClient } from '../src/index.js';
const { api } = createClient({ url: 'http://hub/kojihub' });
void api.getTag({ tagInfo: 'f40' });
void api['host.openTask']({ task_id: 1 });
`;

/** What an editor asks of the compiler, with one file that is not on the disk. */
function editor(): ts.LanguageService {
  const config = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    fileURLToPath(new URL('..', import.meta.url)),
  );
  return ts.createLanguageService({
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: ts.sys.realpath,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const found = name === file ? text : ts.sys.readFile(name);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    getCurrentDirectory: () => fileURLToPath(new URL('..', import.meta.url)),
  });
}

test('an editor shows the words of the hub at a method, and while its name is typed', () => {
  const service = editor();
  const hover = service.getQuickInfoAtPosition(file, text.indexOf('getTag') + 1);
  const words = ts.displayPartsToString(hover?.documentation);
  expect(words).toContain('The tag of this name or id with its settings, now or at an event.');
  expect(words).toContain('`getTag(tagInfo, strict=false, event=nil, blocked=false)`, for anyone.');
  expect(words).toContain('Throws GenericError');
  const entry = service.getCompletionEntryDetails(
    file,
    text.indexOf('getTag'),
    'createTag',
    {},
    undefined,
    {},
    undefined,
  );
  expect(ts.displayPartsToString(entry?.documentation)).toContain('Makes a tag, optionally with a parent');
});
