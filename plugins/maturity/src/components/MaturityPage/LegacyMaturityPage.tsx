import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LegacySubPages } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../pageTranslation';
import { CampaignsTab } from '../review/CampaignsTab/CampaignsTab';
import { ExemptionsTab } from '../review/ExemptionsTab/ExemptionsTab';
import { MilestonesTab } from '../review/MilestonesTab/MilestonesTab';
import { ModelsTab } from '../review/ModelsTab/ModelsTab';
import { ReviewTab } from '../review/ReviewTab/ReviewTab';
import { MaturityFrame } from './MaturityFrame';

/** The page in the old frontend system. */
export function LegacyMaturityPage() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  return (
    <LegacySubPages
      title={t('page.title')}
      Frame={MaturityFrame}
      subPages={[
        { id: 'review', title: t('page.review'), Content: ReviewTab },
        { id: 'campaigns', title: t('page.campaigns'), Content: CampaignsTab },
        {
          id: 'milestones',
          title: t('page.milestones'),
          Content: MilestonesTab,
        },
        {
          id: 'exemptions',
          title: t('page.exemptions'),
          Content: ExemptionsTab,
        },
        { id: 'models', title: t('page.models'), Content: ModelsTab },
      ]}
    />
  );
}
