import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { imageFromFile, imageFromLine, type ImageDetails } from './disk-image.js';

const folder = mkdtempSync(join(tmpdir(), 'koji-image-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'image.conf');
const details: ImageDetails = { format: [], diskSize: 10, optionalArches: '', wait: false, scratch: true };
const read = (text: string) => {
  writeFileSync(file, text);
  return imageFromFile(file, details);
};
const BASE =
  '[image-build]\nname = i\nversion = 1\ntarget = t\ninstall_tree = http://h/\narches = x86_64,i686\n';

describe('a file that describes an image', () => {
  it('has lists, and sections for parameters; where it is silent the options count', () => {
    const more = 'format = qcow2,vmdk\ncan_fail = i686\nscratch = no\n';
    expect(read(`${BASE}${more}[ova-options]\na = 1\n[factory-parameters]\nb = 2\n`)).toMatchObject({
      arches: ['x86_64', 'i686'],
      format: ['qcow2', 'vmdk'],
      optionalArches: ['i686'],
      scratch: false,
      wait: false,
      diskSize: 10,
      ovaOptions: ['a=1'],
      factoryParameters: [['b', '2']],
    });
  });

  it('is refused when it does not say enough, or nothing that can be understood', () => {
    expect(() => read('[image]\n')).toThrow('single section called [image-build] is required');
    expect(() => read('[image-build]\nname = i\n')).toThrow(`${file}: [image-build] has no version`);
    expect(() => read(`${BASE}scratch = perhaps\n`)).toThrow('scratch must be yes or no');
    expect(() => imageFromFile(join(folder, 'nosuch'), details)).toThrow("can't be opened");
  });
});

it('an image on the command line needs an architecture', () => {
  expect(() => imageFromLine(['i', '1', 't', 'http://h/'], details)).toThrow('At least five arguments');
  expect(imageFromLine(['i', '1', 't', 'http://h/', 'x86_64'], details).arches).toEqual(['x86_64']);
});
