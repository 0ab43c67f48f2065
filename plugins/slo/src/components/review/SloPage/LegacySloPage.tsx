import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Tab, TabList, Tabs } from '@backstage/ui';
import { Navigate, Route, Routes, useResolvedPath } from 'react-router-dom';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { ReportsTab } from '../../report/ReportsTab/ReportsTab';
import { SloReview } from '../SloReview/SloReview';
import { PageFrame } from './PageFrame';

/** The sub pages in their order; the id is the path below the page. */
const SUB_PAGES = [
  { id: 'objectives', Content: SloReview },
  { id: 'reports', Content: ReportsTab },
] as const;

/** The page under a header and tabs of its own, which the old frontend system does not give. */
export function LegacySloPage() {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  return (
    <Page themeId="home">
      <Header title={t('page.title')} />
      <div style={{ gridArea: 'pageContent', overflow: 'auto' }}>
        <Container py="2">
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
