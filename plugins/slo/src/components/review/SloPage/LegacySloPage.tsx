import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { LegacySubPages } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { ReportsTab } from '../../report/ReportsTab/ReportsTab';
import { SloReview } from '../SloReview/SloReview';

/** The page in the old frontend system. */
export function LegacySloPage() {
  const { t } = useTranslationRef(sloPageTranslationRef);
  return (
    <LegacySubPages
      title={t('page.title')}
      subPages={[
        {
          id: 'objectives',
          title: t('page.objectives'),
          Content: SloReview,
        },
        { id: 'reports', title: t('page.reports'), Content: ReportsTab },
      ]}
    />
  );
}
