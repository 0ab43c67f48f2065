import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LegacyPage } from '@plumbline/plugin-workload-react';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { WorkloadsPage } from './WorkloadsPage';

/** The portfolio in the old frontend system. */
export function LegacyWorkloadsPage() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  return (
    <LegacyPage title={t('page.title')}>
      <WorkloadsPage />
    </LegacyPage>
  );
}
