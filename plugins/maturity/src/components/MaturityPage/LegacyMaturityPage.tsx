import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Header, Page } from '@backstage/core-components';
import { Container, Tab, TabList, Tabs } from '@backstage/ui';
import { Navigate, Route, Routes, useResolvedPath } from 'react-router-dom';
import { maturityPageTranslationRef } from '../../pageTranslation';
import { CampaignsTab } from '../review/CampaignsTab/CampaignsTab';
import { ExemptionsTab } from '../review/ExemptionsTab/ExemptionsTab';
import { MilestonesTab } from '../review/MilestonesTab/MilestonesTab';
import { ModelsTab } from '../review/ModelsTab/ModelsTab';
import { ReviewTab } from '../review/ReviewTab/ReviewTab';
import { PageFrame } from './PageFrame';
import styles from './PageFrame.module.css';

/** The sub pages in their order; the id is the path below the page. */
const SUB_PAGES = [
  { id: 'review', Content: ReviewTab },
  { id: 'campaigns', Content: CampaignsTab },
  { id: 'milestones', Content: MilestonesTab },
  { id: 'exemptions', Content: ExemptionsTab },
  { id: 'models', Content: ModelsTab },
] as const;

/** The page under a header and tabs of its own, which the old frontend system does not give. */
export function LegacyMaturityPage() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  return (
    <Page themeId="home">
      <Header title={t('page.title')} />
      <div style={{ gridArea: 'pageContent', overflow: 'auto' }}>
        <Container className={styles.tabs} py="2">
          <Tabs>
            <TabList>
              {SUB_PAGES.map(({ id }) => (
                <Tab
                  key={id}
                  id={id}
                  href={`${base}/${id}`}
                  matchStrategy="prefix"
                >
                  {t(`page.${id}`)}
                </Tab>
              ))}
            </TabList>
          </Tabs>
        </Container>
        <Routes>
          <Route index element={<Navigate to={SUB_PAGES[0].id} replace />} />
          {SUB_PAGES.map(({ id, Content }) => (
            <Route
              key={id}
              path={`${id}/*`}
              element={
                <PageFrame>
                  <Content />
                </PageFrame>
              }
            />
          ))}
        </Routes>
      </div>
    </Page>
  );
}
