import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { MESSAGE_SEVERITIES, MessageSeverity } from './Message';
import { Webhook, WebhookRules } from './Webhook';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Reads the webhooks at a key such as `slo.webhooks`; none when absent. Each has
 * `name`, `url`, `allowInsecure`, `severities`, `workloads` and `owners`.
 *
 * @throws InputError that names the key, never what an address is.
 */
export function readWebhooks(config: Config, key: string): Webhook[];
/** @param more - reads the rules that only this plugin's webhooks have. */
export function readWebhooks<More extends object>(
  config: Config,
  key: string,
  more: (section: Config) => More,
): Webhook<WebhookRules & More>[];
export function readWebhooks(
  config: Config,
  key: string,
  more: (section: Config) => object = () => ({}),
): Webhook[] {
  const baseUrl = config.getOptionalString('app.baseUrl');
  const webhooks = (config.getOptionalConfigArray(key) ?? []).map(
    (section, index) => {
      const place = `${key}[${index}]`;
      return new Webhook({
        name: section.getString('name'),
        url: readUrl(section, place),
        baseUrl,
        rules: {
          ...more(section),
          severities: readSeverities(section, place),
          workloads: readRefs(section, 'workloads', 'system', place),
          owners: readRefs(section, 'owners', 'group', place),
        },
      });
    },
  );
  webhooks.forEach(({ name }, index) => {
    if (webhooks.findIndex(webhook => webhook.name === name) !== index) {
      throw new InputError(
        `${key}[${index}].name: expected a name of its own, '${name}' is taken`,
      );
    }
  });
  return webhooks;
}

function readUrl(section: Config, place: string): URL {
  const written = section.getString('url');
  const expected = (what: string) =>
    new InputError(`${place}.url: expected ${what}`);
  if (!URL.canParse(written)) throw expected('an address with https');
  const url = new URL(written);
  if (url.username || url.password) throw expected('no user or password in it');
  const isLocal =
    url.protocol === 'http:' &&
    LOCAL_HOSTS.includes(url.hostname) &&
    section.getOptionalBoolean('allowInsecure');
  if (url.protocol !== 'https:' && !isLocal) {
    throw expected(
      'an address with https; http only for this machine, with allowInsecure',
    );
  }
  return url;
}

function readSeverities(section: Config, place: string): MessageSeverity[] {
  const written = section.getOptionalStringArray('severities');
  if (!written) return [...MESSAGE_SEVERITIES];
  return written.map(each => {
    const severity = MESSAGE_SEVERITIES.find(known => known === each);
    if (!severity) {
      throw new InputError(
        `${place}.severities: expected ${MESSAGE_SEVERITIES.join(
          ', ',
        )}; got '${each}'`,
      );
    }
    return severity;
  });
}

function readRefs(
  section: Config,
  key: string,
  defaultKind: string,
  place: string,
): string[] | undefined {
  return section.getOptionalStringArray(key)?.map(ref => {
    try {
      return stringifyEntityRef(
        parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
      );
    } catch {
      throw new InputError(
        `${place}.${key}: expected refs such as ${defaultKind}:default/shop; got '${ref}'`,
      );
    }
  });
}
