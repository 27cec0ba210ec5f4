import { describe, expect, it } from 'vitest';
import { databaseOptions, defaultHubConfig } from './index.js';

const optionsOf = (DBConnectionString: string) => databaseOptions(defaultHubConfig({ DBConnectionString }));

describe('the database of a configuration', () => {
  it('is SQLite below KojiDir when nothing is said', () => {
    expect(databaseOptions(defaultHubConfig({ KojiDir: '/srv/koji' }))).toEqual({
      kind: 'sqlite',
      path: '/srv/koji-hub/koji.sqlite',
    });
  });

  it('is taken from DBName and friends', () => {
    const config = defaultHubConfig({
      DBName: 'koji',
      DBUser: 'hub',
      DBHost: 'db',
      DBPort: 5433,
      DBPass: 'secret',
    });
    expect(databaseOptions(config)).toEqual({
      kind: 'postgresql',
      database: 'koji',
      user: 'hub',
      host: 'db',
      port: 5433,
      password: 'secret',
    });
  });

  it('may be a file, a URL or a libpq string', () => {
    expect(optionsOf('sqlite:/var/koji.db')).toEqual({ kind: 'sqlite', path: '/var/koji.db' });
    expect(optionsOf('sqlite:///var/koji.db')).toEqual({ kind: 'sqlite', path: '/var/koji.db' });
    expect(optionsOf('postgresql://hub@db/koji')).toEqual({
      kind: 'postgresql',
      url: 'postgresql://hub@db/koji',
    });
    expect(optionsOf(String.raw`dbname=koji user = hub password='it\'s me' port=5433`)).toMatchObject({
      kind: 'postgresql',
      database: 'koji',
      user: 'hub',
      password: "it's me",
      port: 5433,
    });
  });

  it('keeps what else a libpq string says, such as how to use TLS', () => {
    const found = optionsOf("dbname='my koji' user=hub password='a&b' host=/run/pg sslmode=verify-full");
    expect(found).toEqual({
      kind: 'postgresql',
      url: 'postgresql:///my%20koji?host=%2Frun%2Fpg&user=hub&password=a%26b&sslmode=verify-full',
    });
  });

  it('may be behind a pooler, with an address past it', () => {
    const behind = { DBConnectionString: 'postgresql://hub@pooler/koji', DBPooler: true };
    const direct = { DBDirectConnection: 'host=db dbname=koji' };
    expect(databaseOptions(defaultHubConfig({ ...behind, ...direct }))).toMatchObject({
      url: 'postgresql://hub@pooler/koji',
      preparedStatements: false,
      direct: { host: 'db', database: 'koji' },
    });
    expect(() => databaseOptions(defaultHubConfig({ DBPooler: true }))).toThrow(/are for PostgreSQL/);
    const file = { DBDirectConnection: 'sqlite:/var/koji.db' };
    expect(() => databaseOptions(defaultHubConfig({ ...behind, ...file }))).toThrow(/expected PostgreSQL/);
  });

  it('refuses what is none of these', () => {
    expect(() => optionsOf('koji on db')).toThrow(/DBConnectionString cannot be read/);
    expect(() => optionsOf('sqlite:')).toThrow(/names no file/);
  });
});
