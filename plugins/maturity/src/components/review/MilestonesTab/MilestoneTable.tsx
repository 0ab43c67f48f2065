import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonIcon, Cell, CellText, ColumnConfig, Table } from '@backstage/ui';
import { Milestone } from '@plumbline/plugin-maturity-common';
import { When } from '@plumbline/plugin-workload-react';
import { RiDeleteBinLine } from '@remixicon/react';
import { useState } from 'react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { ConfirmDialog } from '../ConfirmDialog/ConfirmDialog';

/** Props of {@link MilestoneTable}. */
export interface MilestoneTableProps {
  milestones: Milestone[];
  onDeleted: () => void;
}

/** What was kept, by whom and when. */
export function MilestoneTable({ milestones, onDeleted }: MilestoneTableProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const [deleting, setDeleting] = useState<Milestone>();
  const columns = useColumns(setDeleting);
  return (
    <>
      <Table
        columnConfig={columns}
        data={milestones}
        pagination={{ type: 'none' }}
      />
      {deleting && (
        <ConfirmDialog
          title={t('milestones.deleteTitle', { title: deleting.title })}
          description={t('milestones.deleteMeans')}
          confirm={t('action.delete')}
          isDestructive
          onClose={() => setDeleting(undefined)}
          onConfirm={async () => {
            await api.deleteMilestone(deleting.id);
            setDeleting(undefined);
            onDeleted();
          }}
        />
      )}
    </>
  );
}

function useColumns(
  onDelete: (milestone: Milestone) => void,
): ColumnConfig<Milestone>[] {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { may } = useMaturityPage();
  return [
    {
      id: 'title',
      label: t('milestones.titleField'),
      isRowHeader: true,
      minWidth: 180,
      cell: ({ title, note }) => <CellText title={title} description={note} />,
    },
    {
      id: 'at',
      label: t('milestones.at'),
      minWidth: 120,
      cell: ({ at }) => (
        <Cell>
          <When at={at} format="date" />
        </Cell>
      ),
    },
    {
      id: 'workloads',
      label: t('milestones.workloads'),
      minWidth: 100,
      cell: ({ workloads }) => <CellText title={String(workloads)} />,
    },
    {
      id: 'mean',
      label: t('milestones.mean'),
      minWidth: 100,
      cell: ({ mean }) => (
        <CellText
          title={
            mean === null
              ? '–'
              : mean.toLocaleString(undefined, { maximumFractionDigits: 2 })
          }
        />
      ),
    },
    {
      id: 'createdBy',
      label: t('milestones.by'),
      minWidth: 120,
      cell: ({ createdBy }) => (
        <Cell>
          <EntityRefLink entityRef={createdBy} />
        </Cell>
      ),
    },
    {
      id: 'actions',
      label: t('milestones.actions'),
      width: 110,
      isHidden: !may.campaign,
      cell: milestone => (
        <Cell>
          <ButtonIcon
            aria-label={t('milestones.delete', { title: milestone.title })}
            icon={<RiDeleteBinLine aria-hidden />}
            size="small"
            variant="tertiary"
            onPress={() => onDelete(milestone)}
          />
        </Cell>
      ),
    },
  ];
}
