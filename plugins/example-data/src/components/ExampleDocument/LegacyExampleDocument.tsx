import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { exampleDataTranslationRef } from '../../translation';
import { ExampleDocument } from './ExampleDocument';

/** The text under a header of its own, which the old frontend system does not give. */
export function LegacyExampleDocument() {
  const { t } = useTranslationRef(exampleDataTranslationRef);
  return (
    <Page themeId="documentation">
      <Header title={t('document.header')} />
      <div style={{ gridArea: 'pageContent', overflow: 'auto' }}>
        <ExampleDocument />
      </div>
    </Page>
  );
}
