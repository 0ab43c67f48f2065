import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { StampViolation } from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { stampTranslationRef } from '../../translation';

/** Every reason why there is no plan. */
export function Violations({ violations }: { violations: StampViolation[] }) {
  const { t } = useTranslationRef(stampTranslationRef);
  return (
    <Flex direction="column" gap="2" role="alert">
      <ToneLabel tone="bad">{t('plan.violations')}</ToneLabel>
      <ul>
        {violations.map(({ rule, message }) => (
          <li key={`${rule} ${message}`}>{message}</li>
        ))}
      </ul>
    </Flex>
  );
}
