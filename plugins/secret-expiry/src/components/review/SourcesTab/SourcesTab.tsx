import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { SourceStatus } from '@plumbline/plugin-secret-expiry-common';
import {
  Heading,
  ReadView,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { useRef, useState } from 'react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { PlaceFilters } from './PlaceFilters';
import { PlacesTable } from './PlacesTable';
import { SourceTable } from './SourceTable';
import { usePlacesQuery } from './usePlacesQuery';

const EVERY_MS = 30_000;

/** Oftener while a source is being looked at, so that its end shows. */
const RUNNING_EVERY_MS = 3_000;

/** Whether what the other tabs say can be trusted: every source and every place, when it was last looked at and what came of it. */
export function SourcesTab() {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const { query, change } = usePlacesQuery();
  const [everyMs, setEveryMs] = useState(EVERY_MS);
  // When sources were last looked at before the reader asked; it takes a moment until they are again.
  const asked = useRef(new Map<string, string | undefined>());
  const isAwaited = ({ sourceId, lastLooked, runningSince }: SourceStatus) =>
    runningSince !== undefined ||
    (asked.current.has(sourceId) && asked.current.get(sourceId) === lastLooked);
  const sources = useLatest(
    useRead(
      async () => {
        const list = await api.getSources();
        setEveryMs(list.items.some(isAwaited) ? RUNNING_EVERY_MS : EVERY_MS);
        return list;
      },
      [api],
      { everyMs },
    ),
  );
  const same = useSame(query);
  const places = useLatest(
    useRead(() => api.getPlaces(same), [api, same], { everyMs }),
  );
  return (
    <Flex direction="column" gap="5">
      <Flex direction="column" gap="3">
        <Heading level={2}>{t('sources.title')}</Heading>
        <ReadView
          read={sources}
          empty={{
            when: ({ items }) => items.length === 0,
            title: t('sources.none'),
            description: t('sources.noneHow'),
          }}
        >
          {({ items }) => (
            <SourceTable
              sources={items}
              onScanning={({ sourceId, lastLooked }) => {
                asked.current.set(sourceId, lastLooked);
                setEveryMs(RUNNING_EVERY_MS);
                sources.retry();
              }}
              onShow={(sourceId, outcome) =>
                change({
                  text: undefined,
                  sourceId: [sourceId],
                  outcome: [outcome],
                })
              }
            />
          )}
        </ReadView>
      </Flex>
      <Flex direction="column" gap="3">
        <Flex align="center" gap="3">
          <Heading level={2}>{t('places.title')}</Heading>
          <Text color="secondary" role="status">
            {places.value && t('places.count', { count: places.value.total })}
          </Text>
        </Flex>
        <PlaceFilters
          sources={sources.value?.items}
          query={query}
          onChange={change}
        />
        <ReadView read={places}>
          {page => (
            <PlacesTable
              page={page}
              sources={sources.value?.items ?? []}
              query={query}
              isStale={places.isStale}
              onChange={change}
            />
          )}
        </ReadView>
      </Flex>
    </Flex>
  );
}
