import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { workloadTranslationRef } from '../../translation';
import { WorkloadsPage } from './WorkloadsPage';

/** The portfolio under a header of its own, which the old frontend system does not give. */
export function LegacyWorkloadsPage() {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <Page themeId="home">
      <Header title={t('page.title')} />
      <div style={{ gridArea: 'pageContent', overflow: 'auto' }}>
        <WorkloadsPage />
      </div>
    </Page>
  );
}
