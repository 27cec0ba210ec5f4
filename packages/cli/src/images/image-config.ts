import { ConfigurationError, readIniFiles, readYesNo, type IniFile } from '@kojikit/protocol';
import { UsageError } from '../errors.js';

/** The file that `--config` of image commands names. */
export class ImageConfig {
  private constructor(
    private readonly ini: IniFile,
    private readonly file: string,
    private readonly section: string,
  ) {}

  /** Throws UsageError when the section is missing, ConfigurationError when the file cannot be read. */
  static read(file: string, section: string): ImageConfig {
    const ini = readIniFiles([{ path: file, required: true }]);
    if (!ini.hasSection(section)) throw new UsageError(`single section called [${section}] is required`);
    return new ImageConfig(ini, file, section);
  }

  /** A value, undefined where it is not set. */
  text(key: string): string | undefined {
    return this.ini.string(this.section, key);
  }

  /** A value that must be set. Throws ConfigurationError. */
  required(key: string): string {
    const value = this.text(key);
    if (value === undefined) throw new ConfigurationError(`${this.file}: [${this.section}] has no ${key}`);
    return value;
  }

  /** Values separated by commas, undefined where nothing is set. */
  list(key: string): string[] | undefined {
    return this.text(key)?.split(',');
  }

  /** Yes or no, undefined where nothing is set. Throws ConfigurationError for any other word. */
  bool(key: string): boolean | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const meant = readYesNo(value);
    if (meant === undefined) throw this.ini.error(this.section, key, 'must be yes or no');
    return meant;
  }

  /** All values of another section, undefined where there is none. */
  others(section: string): Array<[string, string]> | undefined {
    return this.ini.hasSection(section) ? Object.entries(this.ini.values(section)) : undefined;
  }
}
