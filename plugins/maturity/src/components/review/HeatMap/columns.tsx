import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, Column, ColumnConfig, Link } from '@backstage/ui';
import {
  PortfolioOrder,
  PortfolioRow,
} from '@plumbline/plugin-maturity-common';
import { When, ownerColumn } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ModelShape } from '../ModelsInForce/useModelShape';
import { useWorkloadHref } from '../useWorkloadHref';
import styles from './HeatMap.module.css';
import { LevelCell } from './LevelCell';

/** A row as the table wants it. */
export type HeatMapRow = PortfolioRow & { id: string };

/** A column whose id is what the back end sorts by. */
interface HeatMapColumn extends ColumnConfig<HeatMapRow> {
  id: PortfolioOrder;
  /** What the column says, on hover over its head. */
  meaning?: string;
}

/** One column for each pillar, and what stands beside them. */
export function useColumns(shape: ModelShape): HeatMapColumn[] {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const hrefOf = useWorkloadHref();
  const modelId = shape.id;
  const columns: HeatMapColumn[] = [
    {
      id: 'title',
      label: t('column.workload'),
      isRowHeader: true,
      minWidth: 124,
      cell: row => (
        <Cell>
          <Link href={hrefOf(row.workloadRef, { modelId })} weight="bold">
            {row.title}
          </Link>
        </Cell>
      ),
    },
    {
      id: 'level',
      label: t('column.level'),
      meaning: t('column.levelMeans'),
      minWidth: 56,
      cell: row => (
        <Cell>
          <LevelCell
            of={shape.title}
            proven={row.proven}
            possible={row.possible}
            notMet={row.notMet}
            unknown={row.unknown}
            top={shape.top}
            href={hrefOf(row.workloadRef, { modelId })}
          />
        </Cell>
      ),
    },
    ...shape.pillars.map(
      ({ id: pillarId, title }): HeatMapColumn => ({
        id: `pillar:${pillarId}`,
        label: title,
        meaning: title,
        minWidth: 98,
        cell: row => {
          const pillar = row.pillars.find(({ id }) => id === pillarId);
          return (
            <Cell>
              {pillar ? (
                <LevelCell
                  of={title}
                  proven={pillar.proven}
                  possible={pillar.possible}
                  notMet={pillar.notMet}
                  unknown={pillar.unknown}
                  top={shape.top}
                  href={hrefOf(row.workloadRef, { modelId, pillarId })}
                />
              ) : (
                '–'
              )}
            </Cell>
          );
        },
      }),
    ),
    {
      id: 'blockers',
      label: t('column.blockers'),
      meaning: t('column.blockersMeans'),
      minWidth: 92,
      cell: row => (
        <Cell>
          <div className={styles.cell}>
            <span>{row.blockers}</span>
            <Exceptions row={row} />
          </div>
        </Cell>
      ),
    },
    ownerColumn(t('column.owner'), {
      className: styles.beside,
      hideIcon: true,
      minWidth: 96,
    }),
    {
      id: 'domain',
      label: t('column.domain'),
      minWidth: 92,
      cell: row => (
        <Cell className={styles.beside}>
          {row.domainRef ? (
            <EntityRefLink
              entityRef={row.domainRef}
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
      id: 'lifecycle',
      label: t('column.lifecycle'),
      minWidth: 78,
      cell: row => (
        <Cell className={styles.beside}>{row.lifecycle ?? '–'}</Cell>
      ),
    },
    {
      id: 'changed',
      label: t('column.changed'),
      meaning: t('column.changedMeans'),
      minWidth: 84,
      cell: row => (
        <Cell className={styles.beside}>
          <When at={row.changedAt} />
        </Cell>
      ),
    },
  ];
  return columns.map(column => ({
    ...column,
    isSortable: true,
    header: () => <Head column={column} />,
  }));
}

function Head({ column }: { column: HeatMapColumn }) {
  const { id, label, meaning, isRowHeader, minWidth } = column;
  return (
    <Column id={id} isRowHeader={isRowHeader} allowsSorting minWidth={minWidth}>
      <span className={styles.head} title={meaning}>
        {label}
      </span>
    </Column>
  );
}

/** What of a row somebody should look at twice. */
function Exceptions({ row }: { row: PortfolioRow }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const words = [
    row.exempt > 0 && t('cell.exempt', { count: row.exempt }),
    row.contradictions > 0 &&
      t('cell.contradictions', { count: row.contradictions }),
  ].filter(Boolean);
  if (words.length === 0) return null;
  return <span className={styles.secondary}>{words.join(', ')}</span>;
}
