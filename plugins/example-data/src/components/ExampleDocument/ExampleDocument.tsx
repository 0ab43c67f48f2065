import { MarkdownContent } from '@backstage/core-components';
import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { ReadView, useRead } from '@plumbline/plugin-workload-react';
import { exampleDataApiRef } from '../../api/ExampleDataApi';
import { documentRouteRef } from '../../routes';
import { exampleDataTranslationRef } from '../../translation';
import styles from './ExampleDocument.module.css';
import { linkedDocument } from './linkedDocument';

/** The runbook or other text of the examples that the address names. */
export function ExampleDocument() {
  const { t } = useTranslationRef(exampleDataTranslationRef);
  const api = useApi(exampleDataApiRef);
  const hrefOf = useRouteRef(documentRouteRef);
  const { folder, name } = useRouteRefParams(documentRouteRef);
  const read = useRead(
    () => api.findDocument({ folder, name }),
    [api, folder, name],
  );
  return (
    <Container py="4">
      <ReadView
        read={read}
        empty={{
          when: ({ markdown }) => markdown === undefined,
          title: t('document.none'),
          description: t('document.noneWhy', { folder, name }),
        }}
      >
        {({ markdown = '' }) => (
          <MarkdownContent
            className={styles.text}
            content={markdown}
            transformLinkUri={link => {
              const document = linkedDocument(link, folder);
              return document ? hrefOf(document) : link;
            }}
          />
        )}
      </ReadView>
    </Container>
  );
}
