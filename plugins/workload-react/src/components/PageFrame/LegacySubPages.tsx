import { Container, Tab, TabList, Tabs } from '@backstage/ui';
import { ComponentType } from 'react';
import { Navigate, Route, Routes, useResolvedPath } from 'react-router-dom';
import { LegacyPage } from './LegacyPage';
import { PageFrame, PageFrameProps } from './PageFrame';
import styles from './PageFrame.module.css';

/** Props of {@link LegacySubPages}. */
export interface LegacySubPagesProps {
  title: string;
  /** In the order of their tabs; the id is the path below the page, the first one is where it opens. */
  subPages: { id: string; title: string; Content: ComponentType }[];
  /** Where it holds more than {@link PageFrame}. */
  Frame?: ComponentType<PageFrameProps>;
}

/** A page under a header and tabs of its own, which the old frontend system does not give. */
export function LegacySubPages({
  title,
  subPages,
  Frame = PageFrame,
}: LegacySubPagesProps) {
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  return (
    <LegacyPage title={title}>
      <Container className={styles.tabs} py="2">
        <Tabs>
          <TabList>
            {subPages.map(subPage => (
              <Tab
                key={subPage.id}
                id={subPage.id}
                href={`${base}/${subPage.id}`}
                matchStrategy="prefix"
              >
                {subPage.title}
              </Tab>
            ))}
          </TabList>
        </Tabs>
      </Container>
      <Routes>
        <Route index element={<Navigate to={subPages[0].id} replace />} />
        {subPages.map(({ id, Content }) => (
          <Route
            key={id}
            path={`${id}/*`}
            element={
              <Frame>
                <Content />
              </Frame>
            }
          />
        ))}
      </Routes>
    </LegacyPage>
  );
}
