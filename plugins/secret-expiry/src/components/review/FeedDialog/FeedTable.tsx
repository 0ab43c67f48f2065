import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Cell, ColumnConfig, Flex, Table, Text } from '@backstage/ui';
import {
  FEED_DAYS,
  Feed,
  FeedList,
} from '@plumbline/plugin-secret-expiry-common';
import {
  FailureAlert,
  When,
  ownerColumn,
  useAction,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { useFilterInWords } from './useFilterInWords';

/** Props of {@link FeedTable}. */
export interface FeedTableProps {
  page: FeedList;
  /** Number of feeds on the pages before. */
  offset: number;
  pageSize: number;
  /** Whether they are of several people. */
  withOwners: boolean;
  onOffset: (offset: number) => void;
  onRevoked: () => void;
}

/** Feeds, each with what is in it; ending one is asked twice. */
export function FeedTable(props: FeedTableProps) {
  const { page, offset, pageSize, withOwners, onOffset, onRevoked } = props;
  const { items: feeds, total } = page;
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
    ...(withOwners
      ? [ownerColumn<Feed>(t('feed.column.owner'), { hideIcon: true })]
      : []),
    {
      id: 'lastRead',
      label: t('feed.column.lastRead'),
      cell: ({ lastReadAt, createdAt, stopped, until }) => (
        <Cell>
          {lastReadAt ? <When at={lastReadAt} /> : t('feed.neverRead')}
          <Text as="p" variant="body-small" color="secondary">
            {t('feed.createdAt')} <When at={createdAt} format="date" />
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {stopped ? (
              t(`feed.stopped.${stopped}`, { days: String(FEED_DAYS) })
            ) : (
              <>
                {t('feed.until')} <When at={until} format="date" />
              </>
            )}
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
        pagination={
          total <= pageSize
            ? { type: 'none' }
            : {
                type: 'page',
                pageSize,
                offset,
                totalCount: total,
                hasPreviousPage: offset > 0,
                hasNextPage: offset + pageSize < total,
                onPreviousPage: () => onOffset(offset - pageSize),
                onNextPage: () => onOffset(offset + pageSize),
              }
        }
      />
      <FailureAlert title={t('feed.revokeFailed')} error={error} />
    </Flex>
  );
}
