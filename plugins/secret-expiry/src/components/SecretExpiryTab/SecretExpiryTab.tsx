import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Flex, Text } from '@backstage/ui';
import {
  CredentialCounts,
  CredentialsPage,
} from '@plumbline/plugin-secret-expiry-common';
import {
  CountButtons,
  Heading,
  ReadView,
  SearchText,
} from '@plumbline/plugin-workload-react';
import { ReactNode, useState } from 'react';
import { secretExpiryTranslationRef } from '../../translation';
import { CredentialDialog } from '../CredentialPanel/CredentialDialog';
import { useOpenCredential } from '../CredentialPanel/useOpenCredential';
import { CredentialTable } from '../CredentialTable/CredentialTable';
import {
  ExpiryTimeline,
  TIMELINE_DAYS,
} from '../ExpiryTimeline/ExpiryTimeline';
import { SourceStatus } from '../SourceStatus/SourceStatus';
import { VaultFindings } from '../VaultFindings/VaultFindings';
import { Headline } from './Headline';
import { NoCredentials } from './NoCredentials';
import { Choice, choicesOf, filterOf } from './choices';
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
                      <Credentials
                        counts={known}
                        workloadRef={workloadRef}
                        content={JSON.stringify([writes, dated.value, known])}
                        hrefOf={hrefOf}
                        mayAcknowledge={
                          may.acknowledge.allowed || may.manage.allowed
                        }
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

/** The list, with the counts that narrow it. */
function Credentials(props: {
  counts: CredentialCounts;
  workloadRef: string;
  content: string;
  hrefOf: (id: string) => string;
  mayAcknowledge: boolean;
  onChanged: () => void;
}) {
  const { counts, workloadRef, ...table } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const [choice, setChoice] = useState<Choice>();
  const [text, setText] = useState<string>();
  const choices = choicesOf(counts, choice);
  return (
    <>
      {choices.length > 0 && (
        <CountButtons
          label={t('filter.label')}
          options={choices.map(({ id, count, word }) => ({
            id,
            count,
            content: t(word),
          }))}
          chosen={choice && [choice]}
          // One at a time: they are questions, not parts of one.
          onChange={chosen => setChoice(chosen?.find(each => each !== choice))}
        />
      )}
      <Box style={{ maxWidth: '24rem' }}>
        <SearchText label={t('filter.text')} value={text} onChange={setText} />
      </Box>
      <CredentialTable
        {...table}
        filter={{
          workloadRef: [workloadRef],
          text,
          ...(choice && filterOf(choice)),
        }}
      />
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
