import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { LegacySubPages } from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { CalendarTab } from '../CalendarTab/CalendarTab';
import { CredentialReview } from '../CredentialReview/CredentialReview';
import { SourcesTab } from '../SourcesTab/SourcesTab';
import { SecretExpiryFrame } from './SecretExpiryFrame';

/** The page in the old frontend system. */
export function LegacySecretExpiryPage() {
  const { t } = useTranslationRef(reviewTranslationRef);
  return (
    <LegacySubPages
      title={t('page.title')}
      Frame={SecretExpiryFrame}
      subPages={[
        {
          id: 'credentials',
          title: t('page.credentials'),
          Content: CredentialReview,
        },
        { id: 'calendar', title: t('page.calendar'), Content: CalendarTab },
        { id: 'sources', title: t('page.sources'), Content: SourcesTab },
      ]}
    />
  );
}
