import { Setting } from '../syntax/blockSyntax';

const MAX_SETTINGS = 2_000;
const MAX_DEPTH = 30;

/** A setting with the names that lead to it. */
export interface FlatSetting {
  /** Names in lower case without `_`, `-`, joined by dots: `siteconfig.mintlsversion` for Terraform and Bicep alike. */
  path: string;
  /** The last name. */
  name: string;
  /** As written, variables replaced where their value is known. */
  text: string;
  /** Elements of lists in the value, or 1 for a block. */
  items: number;
  /** Whether it is a block or object that holds something, or a list that does. */
  holds: boolean;
}

/** A resource, or a use of a module, in infrastructure code. */
export interface DeclaredResource {
  path: string;
  /** `azurerm_key_vault`, or a type of Azure Resource Manager as {@link azureType} writes it. */
  type: string;
  /** How people find it in the file, such as `azurerm_key_vault.main`. */
  address: string;
  settings: FlatSetting[];
}

/** Names are written differently in Terraform (`zone_redundant`) and Azure (`zoneRedundant`); this makes them one. */
export function plainName(name: string): string {
  return name.replace(/[_-]/g, '').toLocaleLowerCase('en-US');
}

/**
 * A resource type of Azure Resource Manager without provider prefix, version
 * and plural, so that `Microsoft.KeyVault/vaults@2024-11-01` and the verified
 * module `key-vault/vault` are the same: `keyvault/vault`.
 */
export function azureType(type: string): string {
  return type
    .split('@')[0]
    .replace(/^microsoft\./i, '')
    .split('/')
    .map(part => singular(plainName(part)))
    .join('/');
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/**
 * Settings with the paths that lead to them.
 *
 * @param resolve - gives the setting that a text such as `var.zones` stands for.
 */
export function flatten(
  settings: Setting[],
  resolve: (text: string) => Setting | undefined = () => undefined,
): FlatSetting[] {
  const flat: FlatSetting[] = [];
  const visit = (list: Setting[], prefix: string, depth: number) => {
    for (const setting of list) {
      if (flat.length >= MAX_SETTINGS) return;
      // dynamic "x" { content { ... } } stands for blocks x.
      const dynamic = setting.name === 'dynamic' && setting.labels.length > 0;
      const name = plainName(dynamic ? setting.labels[0] : setting.name);
      if (name === '') continue;
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const known =
        setting.nested.length === 0
          ? resolve(setting.text) ?? setting
          : setting;
      flat.push({
        path,
        name,
        text: known.text,
        items: known.items || (known.nested.length > 0 ? 1 : 0),
        holds: known.nested.length > 0 || known.items > 0,
      });
      if (depth > MAX_DEPTH) continue;
      const nested = dynamic
        ? known.nested.flatMap(item =>
            item.name === 'content' ? item.nested : [],
          )
        : known.nested;
      visit(nested, path, depth + 1);
    }
  };
  visit(settings, '', 0);
  return flat;
}

/** A parsed YAML or JSON value as settings. */
export function settingsOf(value: unknown, depth = 0): Setting[] {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => settingsOf(item, depth + 1));
  }
  return Object.entries(value).map(([name, item]) => ({
    name,
    labels: [],
    text: scalarText(item),
    items: Array.isArray(item) ? item.length : 0,
    nested: settingsOf(item, depth + 1),
  }));
}

function scalarText(value: unknown): string {
  if (Array.isArray(value)) {
    return value
      .filter(item => typeof item !== 'object')
      .join(' ')
      .slice(0, 500);
  }
  return typeof value === 'object' || value === undefined
    ? ''
    : String(value).slice(0, 500);
}

/** Settings at a path, or whose path ends with it; the path as {@link FlatSetting.path}. */
export function settingsAt(
  resource: DeclaredResource,
  ...paths: string[]
): FlatSetting[] {
  return resource.settings.filter(setting =>
    paths.some(
      path => setting.path === path || setting.path.endsWith(`.${path}`),
    ),
  );
}

/** Whether a setting at one of the paths is the literal `true`. */
export function isOn(resource: DeclaredResource, ...paths: string[]): boolean {
  return settingsAt(resource, ...paths).some(({ text }) => text === 'true');
}

/** Whether a setting at one of the paths is the literal `false`. */
export function isOff(resource: DeclaredResource, ...paths: string[]): boolean {
  return settingsAt(resource, ...paths).some(({ text }) => text === 'false');
}

/** Whether a setting at one of the paths says something: not empty, null, false or a disabled state. */
export function says(resource: DeclaredResource, ...paths: string[]): boolean {
  return settingsAt(resource, ...paths).some(
    setting =>
      setting.holds ||
      !['', 'null', 'false', '0', 'none', 'disabled', '{}', '[]'].includes(
        setting.text.toLocaleLowerCase('en-US'),
      ),
  );
}
