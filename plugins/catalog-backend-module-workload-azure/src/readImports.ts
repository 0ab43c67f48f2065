import {
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  AZURE_ADDRESSES,
  AzureAddresses,
  SignIn,
  readSignIn,
} from '@plumbline/plugin-azure-node';
import { Scopes } from './azure/ResourceGraphReader';
import { ResourceTypes } from './entities/resourceTypes';
import { Rule } from './rules/Rule';
import { Rules } from './rules/placeOf';
import { refFrom } from './rules/refFrom';

const SECTION = 'catalog.providers.plumblineAzure';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MANAGEMENT_GROUP = /^[\w().-]{1,90}$/;
const AZURE_TYPE = /^[a-z0-9]+(\.[a-z0-9]+)+(\/[a-z0-9.]+)+$/i;
const TYPE_WORD = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const IMPORT_ID = /^[a-z][\w-]{0,49}$/i;
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { minutes: 20 },
  initialDelay: { seconds: 30 },
};
const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_AT_MOST = 50_000;
const DEFAULT_REMOVE_AT_MOST = 50;
const DEFAULT_SETTINGS_AT_MOST = 500;

/** One import, as the configuration says it. */
export interface ImportConfig {
  /** Key in the configuration. */
  id: string;
  signIn: SignIn;
  addresses: AzureAddresses;
  scopes: Scopes;
  /** Subscriptions that may vanish from the management groups, in lower case. */
  goneSubscriptions: ReadonlySet<string>;
  types: ResourceTypes;
  rules: Rules;
  defaultOwner: string;
  /** Names of tags that are shown, in lower case; all when absent. */
  tags?: ReadonlySet<string>;
  onlyWorkloads: boolean;
  withoutManagedGroups: boolean;
  /** Resources; more are an error. */
  atMost: number;
  /** Share of its entities that an import may remove at once, in percent. */
  removeAtMost: number;
  /** Resources whose diagnostic settings are read in one run; absent: none are. */
  diagnosticSettingsAtMost?: number;
  isDryRun: boolean;
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** For one call with its tries again, in milliseconds. */
  timeoutMs: number;
}

/**
 * Reads `catalog.providers.plumblineAzure`; none is fine.
 *
 * @throws InputError that names the key and says what is expected.
 */
export function readImports(root: Config): ImportConfig[] {
  const section = root.getOptionalConfig(SECTION);
  return (section?.keys() ?? []).map(id => {
    const place = `${SECTION}.${id}`;
    if (!IMPORT_ID.test(id)) {
      throw new InputError(
        `${place}: expected letters, digits, - and _ after a letter`,
      );
    }
    return readImport(id, section!.getConfig(id), place);
  });
}

function readImport(id: string, config: Config, place: string): ImportConfig {
  const signIn = readSignIn(
    config.getOptionalConfig('azure'),
    `${place}.azure`,
  );
  const namespace = config.getOptionalString('namespace') ?? 'default';
  if (!KubernetesValidatorFunctions.isValidNamespace(namespace)) {
    throw new InputError(
      `${place}.namespace is '${namespace}'; expected a namespace of the catalog, such as default`,
    );
  }
  const owner = config.getString('owner.default');
  const defaultOwner = refFrom(owner, 'group', namespace);
  if (!defaultOwner) {
    throw new InputError(
      `${place}.owner.default is '${owner}'; expected a ref such as group:default/platform`,
    );
  }
  const tags = config.getOptionalStringArray('tags');
  return {
    id,
    signIn,
    addresses: AZURE_ADDRESSES[signIn.cloud],
    scopes: readScopes(config, place),
    goneSubscriptions: new Set(
      readTexts(
        config,
        'goneSubscriptions',
        place,
        GUID,
        "a subscription's GUID",
      ),
    ),
    types: readTypes(config, place),
    rules: readRules(config, place, namespace),
    defaultOwner,
    tags: tags && new Set(tags.map(lower)),
    onlyWorkloads: config.getOptionalBoolean('onlyWorkloads') ?? false,
    withoutManagedGroups: !(
      config.getOptionalBoolean('managedGroups') ?? false
    ),
    atMost: readCount(config, 'atMost', place) ?? DEFAULT_AT_MOST,
    removeAtMost:
      readCount(config, 'removeAtMost', place, 100) ?? DEFAULT_REMOVE_AT_MOST,
    diagnosticSettingsAtMost: readDiagnosticSettings(config, place),
    isDryRun: config.getOptionalBoolean('dryRun') ?? false,
    schedule: config.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    timeoutMs: config.has('timeout')
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: 'timeout' }),
        )
      : DEFAULT_TIMEOUT_MS,
  };
}

function readScopes(config: Config, place: string): Scopes {
  const scopes = {
    subscriptions: readTexts(
      config,
      'subscriptions',
      place,
      GUID,
      "a subscription's GUID",
    ),
    managementGroups:
      config.getOptionalStringArray('managementGroups')?.map((name, index) => {
        if (!MANAGEMENT_GROUP.test(name)) {
          throw new InputError(
            `${place}.managementGroups[${index}] is '${name}'; expected the id of a management group`,
          );
        }
        return name;
      }) ?? [],
  };
  if (scopes.subscriptions.length + scopes.managementGroups.length === 0) {
    throw new InputError(
      `${place}: expected subscriptions or managementGroups that may be looked at`,
    );
  }
  return scopes;
}

function readTypes(config: Config, place: string): ResourceTypes {
  const added = (config.getOptionalConfigArray('types') ?? []).map(
    (entry, index): [string, string] => {
      const azure = entry.getString('azure');
      const type = entry.getString('type');
      const here = `${place}.types[${index}]`;
      if (!AZURE_TYPE.test(azure)) {
        throw new InputError(
          `${here}.azure is '${azure}'; expected a resource type such as Microsoft.KeyVault/vaults`,
        );
      }
      if (!TYPE_WORD.test(type)) {
        throw new InputError(
          `${here}.type is '${type}'; expected a word in lower case such as key-vault`,
        );
      }
      return [lower(azure), type];
    },
  );
  return new ResourceTypes(
    new Map(added),
    readTexts(
      config,
      'withoutTypes',
      place,
      AZURE_TYPE,
      'a resource type such as Microsoft.Compute/disks',
    ),
  );
}

function readRules(config: Config, place: string, namespace: string): Rules {
  const read = (name: string, ...tags: string[]) =>
    readRule(config.getOptionalConfig(name), `${place}.${name}`, tags);
  return {
    // Its default comes after the owner of the workload.
    owner: { ...read('owner', 'owner'), default: undefined },
    workload: read('workload', 'workload'),
    stamp: read('stamp', 'stamp'),
    environment: read('environment', 'environment', 'env'),
    releaseUnit: read('releaseUnit', 'release-unit', 'prefix'),
    namespace,
  };
}

function readRule(
  config: Config | undefined,
  place: string,
  usualTags: string[],
): Rule {
  const pattern = config?.getOptionalString('resourceGroup');
  return {
    tags: (config?.getOptionalStringArray('tags') ?? usualTags).map(lower),
    resourceGroup: pattern ? readPattern(pattern, place) : undefined,
    values: new Map(
      (config?.getOptionalConfigArray('values') ?? []).map(value => [
        lower(value.getString('said')),
        value.getString('means'),
      ]),
    ),
    default: config?.getOptionalString('default'),
  };
}

function readPattern(pattern: string, place: string): RegExp {
  try {
    if (!pattern.includes('(?<value>')) throw new Error();
    return new RegExp(pattern, 'i');
  } catch {
    throw new InputError(
      `${place}.resourceGroup is '${pattern}'; expected a regular expression with a group 'value', such as ^rg-(?<value>.+)-(dev|prod)$`,
    );
  }
}

function readDiagnosticSettings(
  config: Config,
  place: string,
): number | undefined {
  const section = config.getOptionalConfig('diagnosticSettings');
  if (!section || section.getOptionalBoolean('enabled') === false) {
    return undefined;
  }
  return (
    readCount(section, 'atMost', `${place}.diagnosticSettings`) ??
    DEFAULT_SETTINGS_AT_MOST
  );
}

function readTexts(
  config: Config,
  key: string,
  place: string,
  pattern: RegExp,
  expected: string,
): string[] {
  const texts = config.getOptionalStringArray(key) ?? [];
  texts.forEach((text, index) => {
    if (!pattern.test(text)) {
      throw new InputError(
        `${place}.${key}[${index}] is '${text}'; expected ${expected}`,
      );
    }
  });
  return [...new Set(texts.map(lower))];
}

function readCount(
  config: Config,
  key: string,
  place: string,
  atMost = 1_000_000,
): number | undefined {
  const count = config.getOptionalNumber(key);
  if (count === undefined) return undefined;
  if (!Number.isInteger(count) || count < 0 || count > atMost) {
    throw new InputError(
      `${place}.${key} is ${count}; expected a whole number from 0 to ${atMost}`,
    );
  }
  return count;
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
