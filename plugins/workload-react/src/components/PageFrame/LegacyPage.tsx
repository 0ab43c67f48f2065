import { Header, Page } from '@backstage/core-components';
import { ReactNode } from 'react';

/** Props of {@link LegacyPage}. */
export interface LegacyPageProps {
  title: string;
  children: ReactNode;
}

/** A page under a header of its own, which the old frontend system does not give. */
export function LegacyPage({ title, children }: LegacyPageProps) {
  return (
    <Page themeId="home">
      <Header title={title} />
      <div style={{ gridArea: 'pageContent', overflow: 'auto' }}>
        {children}
      </div>
    </Page>
  );
}
