import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { CredentialsPage } from '@plumbline/plugin-secret-expiry-common';
import { Heading, ReadView } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { secretExpiryTranslationRef } from '../../translation';
import { CredentialTable } from '../CredentialTable/CredentialTable';
import {
  ExpiryTimeline,
  TIMELINE_DAYS,
} from '../ExpiryTimeline/ExpiryTimeline';
import { SourceStatus } from '../SourceStatus/SourceStatus';
import { NoCredentials } from './NoCredentials';
import { useWorkloadCredentials } from './useWorkloadCredentials';

/** What of a workload expires when, who renews it and how, and how far that is known. */
export function SecretExpiryTab() {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { entity, workloadRef, read } = useWorkloadCredentials();
  const [owner] = getEntityRelations(entity, RELATION_OWNED_BY);
  return (
    <ReadView read={read}>
      {page => (
        <Flex direction="column" gap="6">
          {page.total === 0 ? (
            <NoCredentials coverage={page.coverage} />
          ) : (
            <>
              <Part title={t('tab.timeline', { days: String(TIMELINE_DAYS) })}>
                <Timeline page={page} />
              </Part>
              <Part title={t('tab.table')}>
                <CredentialTable
                  workloadRef={workloadRef}
                  content={JSON.stringify(page.items)}
                  defaultOwnerRef={owner && stringifyEntityRef(owner)}
                />
              </Part>
            </>
          )}
          <Part title={t('tab.sources')}>
            <SourceStatus
              places={page.places}
              failingSources={page.failingSources}
            />
          </Part>
        </Flex>
      )}
    </ReadView>
  );
}

function Timeline({ page }: { page: CredentialsPage }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <>
      <ExpiryTimeline credentials={page.items} now={new Date()} />
      <Text variant="body-small" color="secondary">
        {page.total > page.items.length &&
          `${t('timeline.truncated', { drawn: String(page.items.length) })} `}
        {t('timeline.alternative')}
      </Text>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Flex direction="column" gap="2">
      <Heading level={3}>{title}</Heading>
      {children}
    </Flex>
  );
}
