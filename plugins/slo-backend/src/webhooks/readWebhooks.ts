import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ALERT_SEVERITIES, AlertSeverity } from '@plumbline/plugin-slo-common';
import { Webhook } from './Webhook';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Reads `slo.webhooks`; none when absent.
 *
 * @throws InputError that names the key, never what an address is.
 */
export function readWebhooks(config: Config): Webhook[] {
  const baseUrl = config.getOptionalString('app.baseUrl');
  const webhooks = (config.getOptionalConfigArray('slo.webhooks') ?? []).map(
    (section, index) => {
      const place = `slo.webhooks[${index}]`;
      const name = section.getString('name');
      const targets = section.getOptionalStringArray('targets');
      return new Webhook({
        name,
        url: readUrl(section, place),
        baseUrl,
        rules: {
          severities: readSeverities(section, place),
          workloads: readRefs(section, 'workloads', 'system', place),
          owners: readRefs(section, 'owners', 'group', place),
          targets: targets ?? [name],
          untargeted: targets === undefined,
        },
      });
    },
  );
  webhooks.forEach(({ name }, index) => {
    if (webhooks.findIndex(webhook => webhook.name === name) !== index) {
      throw new InputError(
        `slo.webhooks[${index}].name: expected a name of its own, '${name}' is taken`,
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

function readSeverities(section: Config, place: string): AlertSeverity[] {
  const written = section.getOptionalStringArray('severities');
  if (!written) return [...ALERT_SEVERITIES];
  return written.map(each => {
    const severity = ALERT_SEVERITIES.find(known => known === each);
    if (!severity) {
      throw new InputError(
        `${place}.severities: expected ${ALERT_SEVERITIES.join(
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
