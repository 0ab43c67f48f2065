import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Header, Page } from '@backstage/core-components';
import { Container, Tab, TabList, Tabs } from '@backstage/ui';
import { Navigate, Route, Routes, useResolvedPath } from 'react-router-dom';
import { maturityPageTranslationRef } from '../../pageTranslation';
import { SUB_PAGES, SubPage } from './SubPage';

/** The page under a header and tabs of its own, which the old frontend system does not give. */
export function LegacyMaturityPage() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  return (
    <Page themeId="home">
      <Header title={t('page.title')} />
      <div style={{ gridArea: 'pageContent', overflow: 'auto' }}>
        <Container py="2">
          <Tabs>
            <TabList>
              {SUB_PAGES.map(id => (
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
          <Route index element={<Navigate to={SUB_PAGES[0]} replace />} />
          {SUB_PAGES.map(id => (
            <Route key={id} path={`${id}/*`} element={<SubPage id={id} />} />
          ))}
        </Routes>
      </div>
    </Page>
  );
}
