import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, Column, ColumnConfig, Link, Text } from '@backstage/ui';
import {
  FamilyStatus,
  StampChip,
  SummaryFamily,
  WorkloadOrder,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import {
  Sparkline,
  ToneLabel,
  When,
  toneOfHealth,
} from '@plumbline/plugin-workload-react';
import { workloadTranslationRef } from '../../translation';
import { HealthLabel } from '../HealthLabel';
import { useEntityHref } from '../useEntityHref';
import styles from './WorkloadsPage.module.css';

/** A row as the table wants it. */
export type PortfolioItem = WorkloadRow & { id: string };

/** A column whose id is what the back end sorts by. */
interface PortfolioColumn extends ColumnConfig<PortfolioItem> {
  id: WorkloadOrder;
  /** What the column says, on hover over its head. */
  meaning?: string;
}

/** Room for the words of a family's cells, in pixels. */
const WIDTHS: Record<SummaryFamily, number> = {
  maturity: 110,
  slo: 170,
  'secret-expiry': 145,
};

/** The columns of the portfolio; those of families that are not installed are left out. */
export function useColumns(families: FamilyStatus[]): PortfolioColumn[] {
  const { t } = useTranslationRef(workloadTranslationRef);
  const family = (
    id: SummaryFamily,
    label: string,
    meaning: string,
  ): PortfolioColumn => ({
    id,
    label,
    meaning,
    minWidth: WIDTHS[id],
    isSortable: true,
    isHidden: families.some(
      each => each.family === id && each.installed === false,
    ),
    cell: row => <FamilyCell row={row} family={id} column={label} />,
  });
  const columns: PortfolioColumn[] = [
    {
      id: 'title',
      label: t('column.workload'),
      isRowHeader: true,
      isSortable: true,
      minWidth: 160,
      cell: row => <WorkloadCell row={row} />,
    },
    {
      id: 'health',
      label: t('column.health'),
      meaning: t('column.healthMeans'),
      minWidth: 140,
      isSortable: true,
      cell: row => <HealthCell row={row} />,
    },
    family('maturity', t('column.maturity'), t('column.maturityMeans')),
    family('slo', t('column.slo'), t('column.sloMeans')),
    family('secret-expiry', t('column.expiry'), t('column.expiryMeans')),
    {
      id: 'stamps',
      label: t('column.stamps'),
      meaning: t('column.stampsMeans'),
      isSortable: true,
      minWidth: 150,
      cell: row => <StampsCell stamps={row.stamps} />,
    },
    {
      id: 'owner',
      label: t('column.owner'),
      minWidth: 130,
      isSortable: true,
      cell: row => (
        <Cell>
          {row.ownerRef ? (
            <EntityRefLink entityRef={row.ownerRef} defaultKind="group" />
          ) : (
            '–'
          )}
        </Cell>
      ),
    },
  ];
  return columns.map(column => ({
    ...column,
    header: () => <Head column={column} />,
  }));
}

function Head({ column }: { column: PortfolioColumn }) {
  const { id, label, meaning, isRowHeader, isSortable, minWidth } = column;
  return (
    <Column
      id={id}
      isRowHeader={isRowHeader}
      allowsSorting={isSortable}
      minWidth={minWidth}
    >
      <span title={meaning}>{label}</span>
    </Column>
  );
}

function WorkloadCell({ row }: { row: WorkloadRow }) {
  const hrefOf = useEntityHref();
  return (
    <Cell>
      <div className={styles.cell}>
        <Link href={hrefOf(row.ref)} weight="bold" title={row.description}>
          {row.title}
        </Link>
        {row.tier && <span className={styles.secondary}>{row.tier}</span>}
      </div>
    </Cell>
  );
}

function HealthCell({ row }: { row: WorkloadRow }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <Cell>
      <div className={styles.cell}>
        <HealthLabel state={row.health} title={row.healthReason} />
        <span className={styles.secondary} title={t('health.seenForMeans')}>
          {t('health.seenFor')} <When at={row.healthSince} format="duration" />
        </span>
      </div>
    </Cell>
  );
}

function FamilyCell(props: {
  row: WorkloadRow;
  family: SummaryFamily;
  column: string;
}) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const cell = props.row.families[props.family];
  return (
    <Cell>
      {cell ? (
        <div className={styles.cell}>
          <ToneLabel tone={cell.tone}>{cell.text}</ToneLabel>
          {cell.trend && (
            <Sparkline
              values={cell.trend}
              label={t('column.trend', { text: props.column })}
            />
          )}
        </div>
      ) : (
        <ToneLabel tone="unknown">{t('family.noData')}</ToneLabel>
      )}
    </Cell>
  );
}

function StampsCell({ stamps }: { stamps: StampChip[] }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  if (stamps.length === 0) {
    return (
      <Cell>
        <Text color="secondary">{t('column.noStamps')}</Text>
      </Cell>
    );
  }
  return (
    <Cell>
      <ul className={styles.chips}>
        {stamps.map(stamp => (
          <Chip key={stamp.ref} stamp={stamp} />
        ))}
      </ul>
    </Cell>
  );
}

function Chip({ stamp }: { stamp: StampChip }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const { region, environment, lifecycle, state } = stamp;
  const word = t(`health.${state}`);
  const about = [region, environment, lifecycle, word]
    .filter(Boolean)
    .join(', ');
  return (
    <li
      className={styles.chip}
      data-serving={lifecycle === 'active' || lifecycle === 'draining'}
      aria-label={about}
    >
      <ToneLabel tone={toneOfHealth(state)} title={about}>
        {[region, environment === 'prod' ? undefined : environment]
          .filter(Boolean)
          .join(' ') || '?'}
      </ToneLabel>
    </li>
  );
}
