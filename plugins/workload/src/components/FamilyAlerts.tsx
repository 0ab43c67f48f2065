import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { FamilyStatus } from '@plumbline/plugin-workload-common';
import { When } from '@plumbline/plugin-workload-react';
import { workloadTranslationRef } from '../translation';

/** Says which families could not be read, why, and how old is what they said. */
export function FamilyAlerts({ families }: { families: FamilyStatus[] }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <>
      {families
        .filter(each => each.lastError)
        .map(({ family, lastError, lastSuccessAt }) => (
          <Alert
            key={family}
            status="warning"
            icon
            title={t('family.notUpToDate', { family: t(`family.${family}`) })}
            description={
              <>
                {lastError}.{' '}
                {lastSuccessAt ? (
                  <>
                    {t('family.lastRead')} <When at={lastSuccessAt} />.
                  </>
                ) : (
                  t('family.neverRead')
                )}
              </>
            }
          />
        ))}
    </>
  );
}
