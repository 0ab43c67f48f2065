import { Config } from '@backstage/config';
import { AlertSeverity } from '@plumbline/plugin-slo-common';
import {
  Webhook,
  WebhookRules,
  hears,
  readWebhooks,
} from '@plumbline/plugin-workload-node';

/** What a webhook of SLOs is told of; all of them must hold. */
export interface SloWebhookRules extends WebhookRules {
  /** Names of alert notification targets of OpenSLO that lead here. */
  targets: string[];
  /** Whether alerts that name no target are told, too. */
  untargeted: boolean;
}

/** A webhook that is told of alerts and of budgets. */
export type SloWebhook = Webhook<SloWebhookRules>;

/** Whether a webhook is told of an alert, or of something else that names no target. */
export function hearsAlert(
  rules: SloWebhookRules,
  workload: { workloadRef: string; ownerRef?: string },
  about: { severity: AlertSeverity; targets: string[] },
): boolean {
  const { targets, untargeted } = rules;
  return (
    hears(rules, workload, about.severity) &&
    (about.targets.length === 0
      ? untargeted
      : about.targets.some(target => targets.includes(target)))
  );
}

/**
 * Reads `slo.webhooks`; none when absent.
 *
 * @throws InputError that names the key, never what an address is.
 */
export function readSloWebhooks(config: Config): SloWebhook[] {
  return readWebhooks(config, 'slo.webhooks', section => {
    const targets = section.getOptionalStringArray('targets');
    return {
      targets: targets ?? [section.getString('name')],
      untargeted: targets === undefined,
    };
  });
}
