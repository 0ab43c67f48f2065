import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Cell, ColumnConfig, Flex, Table, Text } from '@backstage/ui';
import { Feed } from '@plumbline/plugin-secret-expiry-common';
import {
  FailureAlert,
  When,
  useAction,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { useFilterInWords } from './useFilterInWords';

/** Props of {@link FeedTable}. */
export interface FeedTableProps {
  feeds: Feed[];
  onRevoked: () => void;
}

/** The reader's feeds, each with what is in it; ending one is asked twice. */
export function FeedTable({ feeds, onRevoked }: FeedTableProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const filterInWords = useFilterInWords(feeds.map(({ filter }) => filter));
  const [asked, setAsked] = useState<string>();
  const { running, error, run } = useAction(async (id: string) => {
    await api.revokeFeed(id);
    setAsked(undefined);
    onRevoked();
  });
  const columns: ColumnConfig<Feed>[] = [
    {
      id: 'name',
      label: t('feed.column.name'),
      isRowHeader: true,
      cell: ({ name, filter }) => (
        <Cell>
          <Text as="p" weight="bold">
            {name}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {filterInWords(filter)}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'lastRead',
      label: t('feed.column.lastRead'),
      cell: ({ lastReadAt, createdAt }) => (
        <Cell>
          {lastReadAt ? <When at={lastReadAt} /> : t('feed.neverRead')}
          <Text as="p" variant="body-small" color="secondary">
            {t('feed.createdAt')} <When at={createdAt} format="date" />
          </Text>
        </Cell>
      ),
    },
    {
      id: 'revoke',
      label: t('feed.column.revoke'),
      cell: ({ id, name }) => (
        <Cell>
          {asked === id ? (
            <Flex gap="2">
              <Button
                size="small"
                variant="primary"
                destructive
                isPending={running}
                onPress={() => run(id)}
              >
                {t('feed.revokeNow')}
              </Button>
              <Button
                size="small"
                variant="tertiary"
                onPress={() => setAsked(undefined)}
              >
                {t('feed.keep')}
              </Button>
            </Flex>
          ) : (
            <Button
              size="small"
              variant="secondary"
              aria-label={t('feed.revokeOf', { name })}
              onPress={() => setAsked(id)}
            >
              {t('feed.revoke')}
            </Button>
          )}
        </Cell>
      ),
    },
  ];
  return (
    <Flex direction="column" gap="2">
      <Table
        columnConfig={columns}
        data={feeds}
        pagination={{ type: 'none' }}
      />
      <FailureAlert title={t('feed.revokeFailed')} error={error} />
    </Flex>
  );
}
