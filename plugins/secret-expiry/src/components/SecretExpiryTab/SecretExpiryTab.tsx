import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  CredentialListItem,
  CredentialsPage,
} from '@plumbline/plugin-secret-expiry-common';
import { Heading, ReadView } from '@plumbline/plugin-workload-react';
import { ReactNode, useState } from 'react';
import { secretExpiryTranslationRef } from '../../translation';
import { CredentialDialog } from '../CredentialPanel/CredentialDialog';
import { useOpenCredential } from '../CredentialPanel/useOpenCredential';
import { ExpiryTimeline } from '../ExpiryTimeline/ExpiryTimeline';
import { TIMELINE_DAYS } from '../ExpiryTimeline/timeline';
import { SourceStatus } from '../SourceStatus/SourceStatus';
import { VaultFindings } from '../VaultFindings/VaultFindings';
import { Headline } from './Headline';
import { NoCredentials } from './NoCredentials';
import { WorkloadCredentials } from './WorkloadCredentials';
import { useWorkloadExpiry } from './useWorkloadExpiry';

/** What of a workload expires when, who renews it and how, what is wrong, and how far that is known. */
export function SecretExpiryTab() {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { workloadRef, overview, counts, dated } = useWorkloadExpiry();
  const { openId, hrefOf, close } = useOpenCredential();
  const [writes, setWrites] = useState(0);
  const changed = () => {
    setWrites(before => before + 1);
    [overview, counts, dated].forEach(read => read.retry());
  };
  return (
    <>
      <ReadView read={overview}>
        {({ coverage, failingSources, may, places, vaultFindings }) => (
          <Flex direction="column" gap="6">
            <ReadView read={counts}>
              {known =>
                known.total === 0 ? (
                  <NoCredentials coverage={coverage} />
                ) : (
                  <Flex direction="column" gap="6">
                    <Headline counts={known} coverage={coverage} />
                    <Part
                      title={t('tab.timeline', { days: String(TIMELINE_DAYS) })}
                    >
                      <ReadView read={dated}>
                        {page => (
                          <Timeline
                            page={page}
                            workloadRef={workloadRef}
                            hrefOf={hrefOf}
                          />
                        )}
                      </ReadView>
                    </Part>
                    <Part title={t('tab.table')}>
                      <WorkloadCredentials
                        workloadRef={workloadRef}
                        counts={known}
                        may={may}
                        content={JSON.stringify([
                          writes,
                          known,
                          dated.value?.items.map(contentOf),
                        ])}
                        hrefOf={hrefOf}
                        onChanged={changed}
                      />
                    </Part>
                  </Flex>
                )
              }
            </ReadView>
            {vaultFindings.length > 0 && (
              <Part title={t('vault.list')}>
                <VaultFindings findings={vaultFindings} />
              </Part>
            )}
            <Part title={t('tab.sources')}>
              <SourceStatus places={places} failingSources={failingSources} />
            </Part>
          </Flex>
        )}
      </ReadView>
      {openId && (
        <CredentialDialog id={openId} onClose={close} onChanged={changed} />
      )}
    </>
  );
}

/** What is worth drawing the list anew: not that it was seen once more. */
function contentOf({ lastSeen, ...content }: CredentialListItem) {
  return content;
}

function Timeline(props: {
  page: CredentialsPage;
  workloadRef: string;
  hrefOf: (id: string) => string;
}) {
  const { page, workloadRef, hrefOf } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <>
      <ExpiryTimeline
        credentials={page.items}
        workloadRef={workloadRef}
        now={new Date()}
        hrefOf={hrefOf}
      />
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
