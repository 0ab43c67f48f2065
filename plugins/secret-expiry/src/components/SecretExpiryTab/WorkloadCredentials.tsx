import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Flex, Text } from '@backstage/ui';
import {
  CredentialCounts,
  WorkloadExpiry,
} from '@plumbline/plugin-secret-expiry-common';
import {
  CountButtons,
  DownloadButton,
  Prose,
  SearchText,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';
import { secretExpiryTranslationRef } from '../../translation';
import { CredentialTable } from '../CredentialTable/CredentialTable';
import { Choice, choicesOf, filterOf } from './choices';

/** Props of {@link WorkloadCredentials}. */
export interface WorkloadCredentialsProps {
  workloadRef: string;
  counts: CredentialCounts;
  may: WorkloadExpiry['may'];
  /** When it changes, the rows are read again. */
  content: string;
  /** Where a credential's details are. */
  hrefOf: (id: string) => string;
  /** Some were acknowledged. */
  onChanged: () => void;
}

/** All credentials of a workload, with the counts and words that narrow them, and what is left as CSV. */
export function WorkloadCredentials(props: WorkloadCredentialsProps) {
  const { workloadRef, counts, may, content, hrefOf, onChanged } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const [choice, setChoice] = useState<Choice>();
  const [text, setText] = useState<string>();
  const mayAcknowledge = may.acknowledge.allowed || may.manage.allowed;
  const filter = {
    workloadRef: [workloadRef],
    text,
    ...(choice && filterOf(choice)),
  };
  return (
    <>
      <CountButtons
        label={t('filter.label')}
        options={choicesOf(counts, choice).map(({ id, count, word }) => ({
          id,
          count,
          content: t(word),
        }))}
        chosen={choice && [choice]}
        // One at a time: they are questions, not parts of one.
        onChange={chosen => setChoice(chosen?.find(each => each !== choice))}
      />
      <Flex align="end" gap="3" justify="between" style={{ flexWrap: 'wrap' }}>
        <Box style={{ flex: '0 1 24rem' }}>
          <SearchText
            label={t('filter.text')}
            value={text}
            onChange={setText}
          />
        </Box>
        <DownloadButton
          label={t('csv.button')}
          failed={t('csv.failed')}
          fileName={`${workloadRef.split('/').pop()}-credentials.csv`}
          download={onProgress => api.downloadCredentials(filter, onProgress)}
        />
      </Flex>
      {!mayAcknowledge && may.acknowledge.reason && (
        <Text as="p" variant="body-small" color="secondary">
          <Prose>{may.acknowledge.reason}</Prose>
        </Text>
      )}
      <CredentialTable
        filter={filter}
        content={content}
        hrefOf={hrefOf}
        mayAcknowledge={mayAcknowledge}
        onChanged={onChanged}
      />
    </>
  );
}
