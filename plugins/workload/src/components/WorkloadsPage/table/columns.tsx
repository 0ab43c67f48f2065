import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, Text } from '@backstage/ui';
import {
  FamilyStatus,
  SummaryFamily,
  WorkloadOrder,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import { ServerColumn, ownerColumn } from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { FamilyCell } from './FamilyCell';
import { HealthCell } from './HealthCell';
import { IncidentCell } from './IncidentCell';
import { StampsCell } from './StampsCell';
import { WorkloadCell } from './WorkloadCell';

/** A row as the table wants it. */
export type PortfolioItem = WorkloadRow & { id: string };

/** A column whose id is what the back end sorts by. */
type PortfolioColumn = ServerColumn<PortfolioItem> & { id: WorkloadOrder };

/** What is shown unless the reader chooses. */
export const USUAL_COLUMNS: WorkloadOrder[] = [
  'title',
  'health',
  'maturity',
  'slo',
  'secret-expiry',
  'stamps',
  'owner',
];

/** Room for the words of a family's cells, in pixels. */
const WIDTHS: Record<SummaryFamily, number> = {
  maturity: 90,
  slo: 150,
  'secret-expiry': 130,
};

/** All columns of the portfolio; those of families that are not installed are left out. */
export function useColumns(families: FamilyStatus[]): PortfolioColumn[] {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const absent = families
    .filter(each => each.installed === false)
    .map(each => each.family)
    .join();
  return useMemo(() => {
    const family = (
      id: SummaryFamily,
      label: string,
      meaning: string,
    ): PortfolioColumn => ({
      id,
      label,
      meaning,
      minWidth: WIDTHS[id],
      cell: row => <FamilyCell row={row} family={id} column={label} />,
    });
    const columns: PortfolioColumn[] = [
      {
        id: 'title',
        label: t('column.workload'),
        isRowHeader: true,
        minWidth: 150,
        cell: row => <WorkloadCell row={row} />,
      },
      {
        id: 'health',
        label: t('column.health'),
        meaning: t('column.healthMeans'),
        minWidth: 130,
        cell: row => <HealthCell row={row} />,
      },
      {
        id: 'incident',
        label: t('column.incident'),
        meaning: t('column.incidentMeans'),
        minWidth: 150,
        cell: row => <IncidentCell row={row} />,
      },
      family('maturity', t('column.maturity'), t('column.maturityMeans')),
      family('slo', t('column.slo'), t('column.sloMeans')),
      family('secret-expiry', t('column.expiry'), t('column.expiryMeans')),
      {
        id: 'stamps',
        label: t('column.stamps'),
        meaning: t('column.stampsMeans'),
        minWidth: 150,
        cell: row => <StampsCell stamps={row.stamps} />,
      },
      {
        id: 'regions',
        label: t('column.regions'),
        meaning: t('column.regionsMeans'),
        minWidth: 120,
        cell: row => <WordsCell>{regionsOf(row).join(', ')}</WordsCell>,
      },
      ownerColumn<PortfolioItem>(t('column.owner'), { hideIcon: true }),
      {
        id: 'domain',
        label: t('column.domain'),
        minWidth: 110,
        cell: ({ domainRef }) => (
          <Cell>
            {domainRef ? (
              <EntityRefLink
                entityRef={domainRef}
                defaultKind="domain"
                hideIcon
              />
            ) : (
              '–'
            )}
          </Cell>
        ),
      },
      {
        id: 'tier',
        label: t('column.tier'),
        minWidth: 110,
        cell: row => <WordsCell>{row.tier}</WordsCell>,
      },
    ];
    return columns
      .filter(({ id }) => !absent.split(',').includes(id))
      .map(column => ({ ...column, isSortable: true }));
  }, [t, absent]);
}

function WordsCell({ children }: { children: string | undefined }) {
  return (
    <Cell>
      <Text>{children || '–'}</Text>
    </Cell>
  );
}

function regionsOf({ stamps }: WorkloadRow): string[] {
  return [...new Set(stamps.flatMap(each => each.region ?? []))].sort();
}
