import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { ReadView, useRead, useSame } from '@plumbline/plugin-workload-react';
import { useCallback } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { rootRouteRef } from '../../routes';
import { useChangedWorkloads } from '../live/useChangedWorkloads';
import {
  PortfolioView,
  searchOfView,
} from '../WorkloadsPage/usePortfolioQuery';
import { WorkloadList } from './WorkloadList';

const ROWS = 8;
const EVERY = { everyMs: 60_000 };

/** Props of {@link WorkloadsWidget}. */
export interface WorkloadsWidgetProps {
  /** Which workloads. */
  filter: Partial<PortfolioView>;
  /** Said where there is none. */
  empty: { title: string; description: string };
}

/** The most urgent workloads of a filter, and the way to all of them. */
export function WorkloadsWidget({ filter, empty }: WorkloadsWidgetProps) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const api = useApi(workloadApiRef);
  const page = useRouteRef(rootRouteRef);
  const asked = useSame(filter);
  const read = useRead(
    () => api.listWorkloads({ ...asked, limit: ROWS, offset: 0 }),
    [api, asked],
    EVERY,
  );
  const { value, retry } = read;
  // What is on it, or comes onto it; the rest is read with the next turn.
  useChangedWorkloads(
    useCallback(
      isChanged => {
        if (value?.items.some(({ ref }) => isChanged(ref))) retry();
      },
      [value, retry],
    ),
  );
  return (
    <ReadView
      read={read}
      empty={{ when: ({ total }) => total === 0, ...empty }}
    >
      {({ items, total }) => (
        <Flex direction="column" gap="2">
          <WorkloadList rows={items} />
          <Link href={`${page?.() ?? '/workloads'}${searchOfView(filter)}`}>
            {t('widget.all', { count: total })}
          </Link>
        </Flex>
      )}
    </ReadView>
  );
}
