import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { WorkloadFailure } from '@plumbline/plugin-workload-common';
import { When } from '@plumbline/plugin-workload-react';
import { workloadTranslationRef } from '../../translation';

/** Says what fails of a workload, why and since when: what the page shows is older. */
export function FailureAlerts({ failures }: { failures: WorkloadFailure[] }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <>
      {failures.map(({ task, message, since }) => (
        <Alert
          key={task}
          status="warning"
          icon
          title={t(`failure.${task}`)}
          description={
            <>
              {message}. {t('failure.since')} <When at={since} />.{' '}
              {t('failure.what')}
            </>
          }
        />
      ))}
    </>
  );
}
