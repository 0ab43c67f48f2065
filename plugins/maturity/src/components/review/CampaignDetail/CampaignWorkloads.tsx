import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Cell,
  ColumnConfig,
  Flex,
  Link,
  Table,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { Campaign, CampaignWorkload } from '@plumbline/plugin-maturity-common';
import {
  EmptyState,
  ReadView,
  When,
  ownerColumn,
  useLatest,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useWorkloadHref } from '../useWorkloadHref';

const PAGE_SIZE = 20;

/** The workloads of a campaign: those to go, or those that are done. */
export function CampaignWorkloads({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const [{ done, offset }, setShown] = useState({ done: false, offset: 0 });
  const { workloads, done: doneCount } = campaign.progress;
  const columns = useColumns(campaign, done);
  const read = useLatest(
    useRead(
      () =>
        api.getCampaignWorkloads(campaign.id, {
          done,
          limit: PAGE_SIZE,
          offset,
        }),
      [api, campaign.id, doneCount, done, offset],
    ),
  );
  return (
    <Flex direction="column" gap="3">
      <ToggleButtonGroup
        aria-label={t('campaign.workloads')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[done ? 'done' : 'toGo']}
        onSelectionChange={keys =>
          setShown({ done: keys.has('done'), offset: 0 })
        }
      >
        <ToggleButton id="toGo">
          {t('campaign.toGo', { number: String(workloads - doneCount) })}
        </ToggleButton>
        <ToggleButton id="done">
          {t('campaign.done', { number: String(doneCount) })}
        </ToggleButton>
      </ToggleButtonGroup>
      <ReadView read={read}>
        {page => (
          <Table
            columnConfig={columns}
            data={page.items.map(row => ({ ...row, id: row.workloadRef }))}
            isStale={read.isStale}
            pagination={{
              type: 'page',
              pageSize: PAGE_SIZE,
              showPageSizeOptions: false,
              offset,
              totalCount: page.total,
              hasPreviousPage: offset > 0,
              hasNextPage: offset + PAGE_SIZE < page.total,
              onPreviousPage: () =>
                setShown({ done, offset: Math.max(0, offset - PAGE_SIZE) }),
              onNextPage: () => setShown({ done, offset: offset + PAGE_SIZE }),
            }}
            emptyState={
              <EmptyState
                title={t(done ? 'campaign.noneDone' : 'campaign.noneToGo')}
                description={t(
                  done ? 'campaign.noneDoneHow' : 'campaign.noneToGoHow',
                )}
              />
            }
          />
        )}
      </ReadView>
    </Flex>
  );
}

type Row = CampaignWorkload & { id: string };

function useColumns({ goal }: Campaign, done: boolean): ColumnConfig<Row>[] {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const hrefOf = useWorkloadHref();
  const place = {
    modelId: goal.modelId,
    pillarId: goal.kind === 'level' ? goal.pillarId : undefined,
  };
  return [
    {
      id: 'title',
      label: t('column.workload'),
      isRowHeader: true,
      minWidth: 160,
      cell: row => (
        <Cell>
          <Link href={hrefOf(row.workloadRef, place)} weight="bold">
            {row.title}
          </Link>
        </Cell>
      ),
    },
    {
      id: 'blockers',
      label: t('campaign.blockers'),
      minWidth: 150,
      isHidden: done,
      cell: row => (
        <Cell>{t('campaign.criteria', { count: row.blockers })}</Cell>
      ),
    },
    {
      id: 'since',
      label: t('campaign.since'),
      minWidth: 130,
      cell: row => (
        <Cell>
          <When at={row.since} />
        </Cell>
      ),
    },
    ownerColumn(t('column.owner')),
  ];
}
