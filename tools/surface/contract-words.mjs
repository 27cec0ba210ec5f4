import { readFileSync } from 'node:fs';
import prettier from 'prettier';
import ts from 'typescript';
import { callForm } from './reference.mjs';

const WIDTH = 104;

/**
 * The source files of a contract with the hub's words above each method, so that editors show them: what it does, how it is
 * called, who may, what it throws and emits. They replace what stands there.
 */
export async function contractWithWords({ contract, reference }) {
  const byFile = new Map();
  for (const [name, entry] of contract.methods) {
    const words = reference.methods[name];
    if (words === undefined) throw new Error(`${entry.file}: no hub has the method ${name}`);
    byFile.set(entry.file, [
      ...(byFile.get(entry.file) ?? []),
      { member: entry.member, text: comment(name, words) },
    ]);
  }
  return Promise.all([...byFile].map(async ([file, edits]) => ({ file, text: await edited(file, edits) })));
}

async function edited(file, edits) {
  let text = readFileSync(file, 'utf8');
  for (const { member, text: words } of edits.sort((one, other) => other.member.pos - one.member.pos)) {
    const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
    const start = doc?.pos ?? member.getStart();
    text = text.slice(0, start) + words + text.slice(member.getStart());
  }
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
}

function comment(name, method) {
  const paragraphs = [
    `${method.addition ? 'An addition to Koji’s API. ' : ''}${method.doc}`.replace('’', "'"),
    [
      `\`${callForm(name, method)}\`, for ${method.access ?? 'whom its arguments allow'}.`,
      ...(method.throws.length > 0 ? [`Throws ${method.throws.join(', ')}.`] : []),
      ...(method.emits.length > 0 ? [`Emits ${method.emits.join(', ')}.`] : []),
    ].join(' '),
  ];
  const lines = paragraphs.flatMap((paragraph, index) => [...(index > 0 ? [''] : []), ...wrapped(paragraph)]);
  return `/**\n${lines.map((line) => `   *${line && ` ${line}`}`.replaceAll('*/', '*\\/')).join('\n')}\n   */\n  `;
}

function wrapped(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== '' && last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
