import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  DownloadButton,
  Heading,
  ReadView,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { AcknowledgeDialog } from '../../Acknowledge/AcknowledgeDialog';
import { CredentialDialog } from '../../CredentialPanel/CredentialDialog';
import { useOpenCredential } from '../../CredentialPanel/useOpenCredential';
import { FeedButton } from '../FeedDialog/FeedButton';
import { NeedsSomeone } from '../NeedsSomeone/NeedsSomeone';
import { ReviewFilters } from '../ReviewFilters/ReviewFilters';
import { ReviewTable } from '../ReviewTable/ReviewTable';
import { useChosen } from '../ReviewTable/useChosen';
import { useSecretExpiryPage } from '../SecretExpiryPage/SecretExpiryFrame';
import { useFilterData } from '../useFilterData';
import {
  ReviewQuery,
  filterOf,
  scopeOf,
  useReviewQuery,
} from '../useReviewQuery';
import { ChosenBar } from './ChosenBar';

const EVERY = { everyMs: 30_000 };

/** Which credentials of all workloads need someone, by when, and all of them. */
export function CredentialReview() {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const { may } = useSecretExpiryPage();
  const { query, change } = useReviewQuery();
  const { values, sources } = useFilterData();
  const chosen = useChosen();
  const [acknowledging, setAcknowledging] = useState(false);
  const { openId, close } = useOpenCredential();

  // What the counts filter by is left out, so that each says what choosing it would find.
  const scope = useSame(scopeOf(query));
  const counts = useLatest(
    useRead(() => api.getCounts(scope), [api, scope], EVERY),
  );
  const same = useSame(query);
  const page = useLatest(
    useRead(() => api.getCredentials(asked(same)), [api, same], EVERY),
  );
  const refresh = () => {
    counts.retry();
    page.retry();
  };
  const mayAcknowledge = may.acknowledge.allowed || may.manage.allowed;
  return (
    <Flex direction="column" gap="5">
      <ReadView read={counts}>
        {value => (
          <NeedsSomeone counts={value} query={query} onChange={change} />
        )}
      </ReadView>
      <ReviewFilters
        values={values}
        sources={sources}
        query={query}
        onChange={change}
      />
      <Flex direction="column" gap="3">
        <Flex
          align="center"
          justify="between"
          gap="3"
          style={{ flexWrap: 'wrap' }}
        >
          <Flex align="center" gap="3">
            <Heading level={2}>{t('table.title')}</Heading>
            <Text color="secondary" role="status">
              {page.value && t('table.count', { count: page.value.total })}
            </Text>
          </Flex>
          <Flex gap="2">
            <FeedButton query={query} />
            <CsvButton query={query} />
          </Flex>
        </Flex>
        <ChosenBar
          chosen={chosen}
          onAcknowledge={() => setAcknowledging(true)}
        />
        <ReadView read={page}>
          {value => (
            <ReviewTable
              page={value}
              query={query}
              isStale={page.isStale}
              chosen={mayAcknowledge ? chosen : undefined}
              onChange={change}
            />
          )}
        </ReadView>
      </Flex>
      {acknowledging && (
        <AcknowledgeDialog
          credentials={chosen.credentials}
          onClose={() => setAcknowledging(false)}
          onAcknowledged={() => {
            setAcknowledging(false);
            chosen.clear();
            refresh();
          }}
        />
      )}
      {openId && (
        <CredentialDialog id={openId} onClose={close} onChanged={refresh} />
      )}
    </Flex>
  );
}

/** Saves every credential that the filters let through, in the order shown. */
function CsvButton({ query }: { query: ReviewQuery }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  return (
    <DownloadButton
      label={t('csv.button')}
      progress={size => t('csv.progress', { size })}
      failed={t('csv.failed')}
      fileName={`credentials-${new Date().toISOString().slice(0, 10)}.csv`}
      download={onProgress => api.downloadCredentials(asked(query), onProgress)}
    />
  );
}

/** What the back end is asked for now. */
function asked(query: ReviewQuery) {
  const { orderBy, limit, offset } = query;
  return { ...filterOf(query, new Date()), orderBy, limit, offset };
}
