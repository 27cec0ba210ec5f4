import { describe, expect, it } from 'vitest';
import { UsageError } from '../usage-error.js';
import {
  choice,
  counted,
  flag,
  float,
  integer,
  list,
  pairs,
  text,
  textOr,
  toggle,
} from '../options/define-option.js';
import { parseOptions } from './parse-options.js';

const table = {
  quiet: flag(['-q', '--quiet'], 'say less'),
  verbose: counted(['-v', '--verbose']),
  wait: toggle({ on: '--wait', off: '--nowait' }, undefined),
  build: text(['-b', '--build']),
  type: textOr('rpm', '--type'),
  depth: integer('--depth'),
  weight: float('--weight'),
  arch: list(['-a', '--arch']),
  mode: choice(['simple', 'bare'], '--mode'),
};
const parse = (...argv: string[]) => parseOptions(table, argv);
const failure = (...argv: string[]): string => {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return '';
};

describe('reading options', () => {
  it('takes options between other arguments', () => {
    const { values, args } = parse('tag', '--quiet', 'pkg', '-b', 'x-1-1');
    expect(args).toEqual(['tag', 'pkg']);
    expect(values).toMatchObject({ quiet: true, build: 'x-1-1', type: 'rpm', wait: undefined });
  });

  it('stops at the first argument when options may not stand behind it', () => {
    const { values, args } = parseOptions(table, ['-q', 'list-tags', '--build', 'x'], {
      interspersed: false,
    });
    expect(values.quiet).toBe(true);
    expect(args).toEqual(['list-tags', '--build', 'x']);
  });

  it('ends the options at two dashes and takes a single dash as an argument', () => {
    expect(parse('-', '--', '--quiet').args).toEqual(['-', '--quiet']);
  });

  it('takes values that stick to their option', () => {
    expect(parse('-bx-1-1', '--type=maven', '--build=').values).toMatchObject({ build: '', type: 'maven' });
  });

  it('takes joined letters, the last of which may have a value', () => {
    expect(parse('-qvvax86_64', '-a', 'src').values).toMatchObject({
      quiet: true,
      verbose: 2,
      arch: ['x86_64', 'src'],
    });
  });

  it('takes a value that looks like an option', () => {
    expect(parse('--build', '--quiet').values).toMatchObject({ build: '--quiet', quiet: false });
  });

  it('accepts long options cut short while they are unique', () => {
    expect(parse('--bu', 'x', '--q', '--now').values).toMatchObject({ build: 'x', quiet: true, wait: false });
    expect(failure('--w')).toBe('ambiguous option: --w (--wait, --weight?)');
    expect(failure('--nothing')).toBe('no such option: --nothing');
  });

  it('reads integers as Python does', () => {
    expect(parse('--depth', '0x1F').values.depth).toBe(31);
    expect(parse('--depth', '-5').values.depth).toBe(-5);
    expect(failure('--depth', '1.5')).toBe("option --depth: invalid integer value: '1.5'");
  });

  it('reads numbers with fractions', () => {
    expect(parse('--weight', '1e-1').values.weight).toBe(0.1);
    expect(failure('--weight', 'heavy')).toBe("option --weight: invalid floating-point value: 'heavy'");
  });

  it('takes two values where an option wants a pair', () => {
    const of = { set: pairs('--set'), quiet: flag('--quiet') };
    const { values, args } = parseOptions(of, ['--set', 'a', '1', 'x', '--set=b', '--quiet', '--quiet']);
    expect(values).toEqual({
      set: [
        ['a', '1'],
        ['b', '--quiet'],
      ],
      quiet: true,
    });
    expect(args).toEqual(['x']);
    expect(() => parseOptions(of, ['--set', 'a'])).toThrow('--set option requires 2 arguments');
    expect(parseOptions(of, []).values.set).toEqual([]);
  });

  it('names the choices when a word is none of them', () => {
    expect(parse('--mode', 'bare').values.mode).toBe('bare');
    expect(failure('--mode', "it's")).toBe(
      `option --mode: invalid choice: "it's" (choose from 'simple', 'bare')`,
    );
  });

  it('complains about missing and superfluous values', () => {
    expect(failure('--build')).toBe('--build option requires 1 argument');
    expect(failure('-b')).toBe('-b option requires 1 argument');
    expect(failure('--quiet=yes')).toBe('--quiet option does not take a value');
    expect(failure('-x')).toBe('no such option: -x');
  });

  it('asks for help instead of going on', () => {
    expect(parse('--help', '--nothing').asked).toBe('help');
    expect(parse('-qh').asked).toBe('help');
  });

  it('knows --version where the program has it, and never prefers it to an option of Koji', () => {
    const rules = { version: true };
    expect(parseOptions(table, ['--version'], rules).asked).toBe('version');
    expect(parseOptions(table, ['--verb', '--ver'], rules).values.verbose).toBe(2);
    expect(parseOptions({}, ['--vers'], rules).asked).toBe('version');
    expect(failure('--version')).toBe('no such option: --version');
  });

  it('counts the first mistake of a line', () => {
    expect(failure('--weight', 'heavy', '--depth', 'x', '--nothing')).toContain('option --weight: ');
    expect(failure('--depth', 'x', '--weight', 'heavy')).toContain('option --depth: ');
    expect(failure('--nothing', '--depth', 'x')).toBe('no such option: --nothing');
    expect(failure('--depth', 'x', '--help')).toContain('option --depth: ');
    expect(failure('--depth', 'x', '--depth', '1')).toContain("invalid integer value: 'x'");
  });

  it('takes values as they are', () => {
    const given = [
      '',
      '--',
      '-',
      'a=b',
      '"quoted"',
      "'quoted'",
      '0x10',
      'true',
      'false',
      '-1',
      '--arch',
      '  ',
    ];
    expect(parse(...given.flatMap((value) => ['-a', value])).values.arch).toEqual(given);
    expect(given.map((value) => parse('--build', value).values.build)).toEqual(given);
    expect(parse('1', '0x10', '--', '-1').args).toEqual(['1', '0x10', '-1']);
  });

  it('takes the last of several values, and the last side of a choice', () => {
    expect(parse('--build', 'x', '--build=y').values.build).toBe('y');
    expect(parse('--wait', '--nowait').values.wait).toBe(false);
    expect(parse('--nowait', '--wait').values.wait).toBe(true);
    expect(parse('--quiet', '--quiet').values.quiet).toBe(true);
    expect(parse('--quiet', 'true').args).toEqual(['true']);
  });
});
