import fc from 'fast-check';

const among = (words: string) => fc.constantFrom(...words.split('|'));
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));
const maybe = (part: fc.Arbitrary<string>, weight = 1) =>
  fc.oneof({ arbitrary: fc.constant(''), weight: 1 }, { arbitrary: part, weight });

const year = among('2020|1999|2024|1970|99|05|00|69|70|2038|1900|2000|0|2011|1996|0001|9999|10000|4713');
const month = among('1|01|2|02|12|13|0|11|jan|Feb|MARCH|sept|december|jun|xyz');
const day = among('1|01|2|28|29|30|31|32|0|15|366');
const separator = among('-|/|.| | , |--|');

const date = fc.oneof(
  joined(year, among('-|/|.'), month, among('-|/|.'), day),
  joined(month, separator, day, separator, year),
  joined(day, separator, month, separator, year),
  among('20200101|20200230|200101|990101|19991231|2020010|J2451187|julian 2440588|j 2451187.25|JD2451187'),
  among('2020.123|2020-366|2021 366|2020/060|99-jan-08|08-jan-99|jan-08-1999|Mon Jan 6 2020|2020-W01-1'),
  among('Jan 1 2020|1 January 2020|January 2020|2020|Thursday, January 9, 2020|epoch|infinity|-infinity'),
  fc.stringMatching(/^\d{1,9}$/),
);

const time = fc.oneof(
  among('10:20|00:00|24:00|23:59:59|23:59:60|24:00:01|10:60|25:00|1:2:3|10:20.5|10:|10::20|99:00'),
  among('10:20:30.5|10:20:30.123456789|04:05:06.9999999|04:05:06.0000005|10:20:30.|10:20:30.5.5'),
  joined(among('T| T |t'), among('10:20|102030|1020|102030.5|102030-05|040506+8|10')),
  among('102030|1020|102030.25|240000|235960|allballs|12.|.5'),
  joined(among('10:20|12:00|13:00|0:30|12'), among(' |'), among('AM|PM|pm')),
);

/* Of places whose clocks have changed in different ways; what is older than 1970 differs between copies of the data. */
const place = among(
  'Europe/Prague|america/new_york|Europe/Moscow|Asia/Kathmandu|Australia/Lord_Howe|Europe/Dublin|America/St_Johns|' +
    'Pacific/Apia|PST8PDT|EST5EDT|GB|W-SU|Nowhere/City|FOO3BAR|MSK|YEKT|NOVT|LKT|America/Sao_Paulo|Africa/Casablanca',
);
const zone = fc.oneof(
  among(
    'UTC|Z|gmt|EST|CET|PST|PDT|IST|MET DST|DST|UTC+3|utc-5:30|FOO-3:30:15|Etc/GMT+5|XYZ|EST5|FOO168|zulu',
  ),
  among(
    '+00|-05|+02:00|+0530|-03:30:15|+15:59|+16|-15:59:59|+1|+123456|+5:60|+ 05|-00:00:60|+05:|+05.5|+1560',
  ),
);
const stray = among(' BC| AD|!|(ok)| tuesday| dst|;| x');

const recent = joined(
  fc.constantFrom('1991', '1996', '2010', '2014', '2016', '2022'),
  fc.constant('-'),
  fc.constantFrom('01', '03', '07', '10', '12'),
  fc.constant('-'),
  fc.constantFrom('01', '26', '27', '30'),
  among(' 00:00| 01:30| 02:30| 02:00:01| 12:00'),
);

/** Texts that are times, or nearly: every form that PostgreSQL documents, put together and spoiled. */
export const timeForm = fc.oneof(
  {
    weight: 4,
    arbitrary: joined(date, maybe(joined(among(' |T|  |, '), time), 2), maybe(joined(among(' |'), zone))),
  },
  { weight: 1, arbitrary: joined(recent, fc.constant(' '), place) },
  { weight: 1, arbitrary: joined(date, maybe(time), maybe(zone), stray) },
);

/** What a generated text must not be for the versions of PostgreSQL to agree on it. */
export const isDisputed = (text: string): boolean =>
  // Before version 16 these went with anything else, and after it a word may stand between T and the time.
  /(epoch|infinity)./i.test(text) || /\bt\s*[^\s\d]/i.test(text) || /\b[dhmsy]\b/i.test(text);
