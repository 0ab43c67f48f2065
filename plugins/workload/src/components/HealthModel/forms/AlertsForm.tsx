import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import {
  ALERT_SEVERITIES,
  DEFAULT_ALERTS,
} from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../../healthTranslation';
import { NumberAt } from '../fields';

const PATH = ['spec', 'alerts'];

/** When alerts open and close; what is empty is as by default. */
export function AlertsForm() {
  const { t } = useTranslationRef(healthTranslationRef);
  return (
    <Flex direction="column" gap="4">
      {ALERT_SEVERITIES.map(severity => (
        <NumberAt
          key={severity}
          path={[...PATH, 'openAfter', severity]}
          label={t(`model.field.${severity}`)}
          description={t(`alert.${severity}`)}
          placeholder={String(DEFAULT_ALERTS.openAfter[severity])}
        />
      ))}
      {(
        [
          'closeAfter',
          'flapWithin',
          'closeAfterAtMost',
          'closeWithoutData',
        ] as const
      ).map(field => (
        <NumberAt
          key={field}
          path={[...PATH, field]}
          label={t(`model.field.${field}`)}
          placeholder={String(DEFAULT_ALERTS[field])}
        />
      ))}
    </Flex>
  );
}
