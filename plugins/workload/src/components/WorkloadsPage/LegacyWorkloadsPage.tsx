import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LegacyPage } from '@plumbline/plugin-workload-react';
import { workloadTranslationRef } from '../../translation';
import { WorkloadsPage } from './WorkloadsPage';

/** The portfolio in the old frontend system. */
export function LegacyWorkloadsPage() {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <LegacyPage title={t('page.title')}>
      <WorkloadsPage />
    </LegacyPage>
  );
}
