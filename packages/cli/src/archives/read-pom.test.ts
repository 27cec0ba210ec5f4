import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPom } from './read-pom.js';

const folder = mkdtempSync(join(tmpdir(), 'koji-pom-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'a.pom');
const read = (xml: string) => {
  writeFileSync(file, xml);
  return readPom(file);
};

describe('a POM', () => {
  it('says which artifact it is about, or its parent does', async () => {
    const parent =
      '<parent><groupId>org.x</groupId><artifactId>top</artifactId><version>2</version></parent>';
    const inside = '<dependencies><dependency><version>9</version></dependency></dependencies>';
    expect(
      await read(
        `<project>${inside}<artifactId> a&eacute; </artifactId>${parent}<version>1</version></project>`,
      ),
    ).toEqual({ group_id: 'org.x', artifact_id: 'a?', version: '1' });
  });

  it('is refused when it does not', async () => {
    await expect(read('<project><groupId>x</groupId></project>')).rejects.toThrow(
      `could not extract artifactId from POM: ${file}`,
    );
    await expect(read('<project>')).rejects.toThrow(`${file} is no XML`);
  });
});
