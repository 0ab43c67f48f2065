import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  FACT_TYPES,
  FactDefinition,
  FactSourceSchema,
  FactType,
} from '@plumbline/plugin-maturity-common';
import { assertSourceId } from './tasks/SourceRegistry';
import { isTimeZone } from './tasks/notices/digestDay';

const DEFAULT_STALE_AFTER_HOURS = 168;
const DEFAULT_RETENTION_DAYS = 730;
const DEFAULT_DIGEST_HOUR = 8;

/** A source to which others push facts. */
export interface PushSource {
  schema: FactSourceSchema;
  /** Subjects of services (`external:ci`) and refs of users that may push; all with the permission when absent. */
  callers?: string[];
}

/** Where a model is. */
export type ModelLocation = { file: string } | { url: string };

/** Whom to tell what happens, and when. */
export interface NotificationConfig {
  enabled: boolean;
  /** Of the clock in the time zone, 0 to 23. */
  digestHour: number;
  /** IANA name. */
  timeZone: string;
  /** Full ref of who is told of requested exemptions. */
  platformTeam?: string;
}

/** What the plugin reads from the configuration. */
export interface MaturityConfig {
  models: ModelLocation[];
  pushSources: PushSource[];
  /** Whether badges are shown without sign-in. */
  publicBadges: boolean;
  /** Days for which changes of levels are kept. */
  historyRetentionDays: number;
  notifications: NotificationConfig;
}

/**
 * Reads `maturity`. Everything in it may be absent.
 *
 * @throws when a key is wrong, naming it.
 */
export function readConfig(config: Config): MaturityConfig {
  return {
    models: (config.getOptionalConfigArray('maturity.models') ?? []).map(
      (model, index) => readLocation(model, `maturity.models[${index}]`),
    ),
    pushSources: (
      config.getOptionalConfigArray('maturity.pushedFacts') ?? []
    ).map((source, index) =>
      readPushSource(source, `maturity.pushedFacts[${index}]`),
    ),
    publicBadges: config.getOptionalBoolean('maturity.badges.public') ?? false,
    historyRetentionDays: readRetention(config),
    notifications: readNotifications(config),
  };
}

function readNotifications(config: Config): NotificationConfig {
  const place = 'maturity.notifications';
  const digestHour =
    config.getOptionalNumber(`${place}.digestHour`) ?? DEFAULT_DIGEST_HOUR;
  if (!Number.isInteger(digestHour) || digestHour < 0 || digestHour > 23) {
    throw new Error(
      `${place}.digestHour: expected a whole number from 0 to 23, got ${digestHour}`,
    );
  }
  const timeZone = config.getOptionalString(`${place}.timeZone`) ?? 'UTC';
  if (!isTimeZone(timeZone)) {
    throw new Error(
      `${place}.timeZone: expected a name such as Europe/Berlin, got '${timeZone}'`,
    );
  }
  const team = config.getOptionalString(`${place}.platformTeam`);
  return {
    enabled: config.getOptionalBoolean(`${place}.enabled`) ?? true,
    digestHour,
    timeZone,
    platformTeam: team && readRef(team, `${place}.platformTeam`),
  };
}

function readRef(ref: string, place: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new Error(
      `${place}: expected a full ref such as group:default/platform, got '${ref}'`,
    );
  }
}

function readRetention(config: Config): number {
  const key = 'maturity.history.retentionDays';
  const days = config.getOptionalNumber(key) ?? DEFAULT_RETENTION_DAYS;
  if (!Number.isInteger(days) || days < 1) {
    throw new Error(`${key}: expected a whole number from 1, got ${days}`);
  }
  return days;
}

function readLocation(config: Config, place: string): ModelLocation {
  const file = config.getOptionalString('file');
  const url = config.getOptionalString('url');
  if ((file === undefined) === (url === undefined)) {
    throw new Error(`${place}: expected either 'file' or 'url'`);
  }
  if (file !== undefined) return { file };
  if (!/^https?:\/\//.test(url!) || !URL.canParse(url!)) {
    throw new Error(
      `${place}.url: expected an http or https address, got '${url}'`,
    );
  }
  return { url: url! };
}

function readPushSource(config: Config, place: string): PushSource {
  const facts = config.getConfig('facts');
  const schema: FactSourceSchema = {
    source: config.getString('source'),
    staleAfterHours:
      config.getOptionalNumber('staleAfterHours') ?? DEFAULT_STALE_AFTER_HOURS,
    facts: Object.fromEntries(
      facts
        .keys()
        .map(name => [
          name,
          readDefinition(facts.getConfig(name), `${place}.facts.${name}`),
        ]),
    ),
  };
  assertSourceId(schema);
  return { schema, callers: config.getOptionalStringArray('callers') };
}

function readDefinition(config: Config, place: string): FactDefinition {
  const type = config.getString('type');
  if (!FACT_TYPES.includes(type as FactType)) {
    throw new Error(
      `${place}.type: expected one of ${FACT_TYPES.join(', ')}, got '${type}'`,
    );
  }
  return {
    type: type as FactType,
    title: config.getString('title'),
    description: config.getOptionalString('description') ?? '',
    absentWhen: 'nobody has pushed it',
  };
}
