// The codec on an answer of the size that `listTagged` gives for a large tag, beside a streaming XML reader that only
// looks at the tags and text and builds nothing.
import { decodeResponse, encodeResponseBytes } from '@kojikit/protocol';
import { SaxesParser } from 'saxes';
import { line, short } from './lib/rate.mjs';

const builds = Array.from({ length: 4_800 }, (_, index) => ({
  build_id: index,
  id: index,
  nvr: `package-${index}-1.${index}-${index % 7}.f30`,
  name: `package-${index}`,
  package_name: `package-${index}`,
  package_id: index,
  version: `1.${index}`,
  release: `${index % 7}.f30`,
  epoch: null,
  state: 1,
  completion_time: '2024-05-06 07:08:09.123456+00:00',
  start_time: '2024-05-06 07:00:00.123456+00:00',
  creation_event_id: 100_000 + index,
  task_id: 5_000_000_000 + index,
  owner_id: index % 50,
  owner_name: `packager${index % 50}`,
  tag_id: 7,
  tag_name: 'f30',
  volume_id: 0,
  volume_name: 'DEFAULT',
  draft: false,
  promotion_time: null,
}));

const bytes = encodeResponseBytes(builds);
const megabytes = bytes.length / 1e6;

function perSecond(body, runs = 8) {
  body();
  const started = performance.now();
  for (let run = 0; run < runs; run += 1) body();
  return (megabytes * runs) / ((performance.now() - started) / 1000);
}

const decode = perSecond(() => decodeResponse(bytes));
const encode = perSecond(() => encodeResponseBytes(builds));
const reader = perSecond(() => {
  const parser = new SaxesParser();
  parser.write(bytes.toString('utf8')).close();
});

console.log(`An answer of ${megabytes.toFixed(1)} MB\n`);
console.log(line('', 'MB/s', 'times reader'));
console.log(line('decode', short(decode), short(decode / reader)));
console.log(line('encode', short(encode), short(encode / reader)));
console.log(line('XML reader alone', short(reader), '1.00'));
