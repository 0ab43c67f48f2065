import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text, TextField } from '@backstage/ui';
import {
  CredentialsFilter,
  NewFeed,
} from '@plumbline/plugin-secret-expiry-common';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
import { FormEvent, useState } from 'react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { useFilterInWords } from './useFilterInWords';

const LONGEST_NAME = 100;

/** Props of {@link CreateFeed}. */
export interface CreateFeedProps {
  filter: CredentialsFilter;
  onCreated: (feed: NewFeed) => void;
}

/** Asks for the name of a new feed and says what will be in it. */
export function CreateFeed({ filter, onCreated }: CreateFeedProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const filterInWords = useFilterInWords([filter]);
  const [name, setName] = useState<string>(t('feed.defaultName'));
  const [tried, setTried] = useState(false);
  const isUnnamed = name.trim() === '';
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (isUnnamed) return;
    onCreated(await api.createFeed({ name: name.trim(), filter }));
  });
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        run();
      }}
    >
      <Flex direction="column" gap="3">
        <TextField
          label={t('feed.name')}
          isRequired
          maxLength={LONGEST_NAME}
          value={name}
          onChange={setName}
          validationBehavior="aria"
          isInvalid={tried && isUnnamed}
          description={
            tried && isUnnamed ? t('feed.badName') : t('feed.nameHelp')
          }
        />
        <Text as="p">
          {t('feed.holds')} <strong>{filterInWords(filter)}</strong>
        </Text>
        <FailureAlert title={t('feed.failed')} error={error} />
        <div>
          <Button type="submit" variant="primary" isPending={running}>
            {t('feed.create')}
          </Button>
        </div>
      </Flex>
    </form>
  );
}
