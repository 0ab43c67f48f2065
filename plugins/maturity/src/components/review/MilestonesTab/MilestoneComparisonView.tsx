import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell, ColumnConfig, Flex, Link, Table, Text } from '@backstage/ui';
import {
  MilestoneComparison,
  MilestoneDifference,
} from '@plumbline/plugin-maturity-common';
import { Tone } from '@plumbline/plugin-workload-common';
import {
  EmptyState,
  ReadView,
  ToneLabel,
  When,
  ownerColumn,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { PAGE_SIZES, ReviewQuery } from '../ReviewTab/useReviewQuery';
import { useWorkloadHref } from '../useWorkloadHref';
import styles from './MilestonesTab.module.css';

/** Props of {@link MilestoneComparisonView}. */
export interface MilestoneComparisonViewProps {
  milestoneId: string;
  /** Id of another milestone, or `now`. */
  to: string;
  query: ReviewQuery;
  onChange: (changes: Partial<ReviewQuery>) => void;
}

/** Who rose and who fell between two times. */
export function MilestoneComparisonView(props: MilestoneComparisonViewProps) {
  const { milestoneId, to, query, onChange } = props;
  const api = useApi(maturityApiRef);
  const { modelId, pillarId, owners, domains, lifecycles, text } = query;
  const { limit, offset } = query;
  const filter = useSame({
    modelId,
    pillarId,
    owners,
    domains,
    lifecycles,
    text,
  });
  const read = useLatest(
    useRead(
      () =>
        api.compareMilestone(milestoneId, filter, { with: to, limit, offset }),
      [api, milestoneId, filter, to, limit, offset],
    ),
  );
  return (
    <ReadView read={read}>
      {comparison => (
        <Flex direction="column" gap="3">
          <Counts comparison={comparison} />
          <Differences
            comparison={comparison}
            query={query}
            isStale={read.isStale}
            onChange={onChange}
          />
        </Flex>
      )}
    </ReadView>
  );
}

function Counts({ comparison }: { comparison: MilestoneComparison }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { from, to, rose, fell, same, added, gone } = comparison;
  const counts: [number, string, Tone][] = [
    [rose, t('milestones.rose', { number: String(rose) }), 'good'],
    [fell, t('milestones.fell', { number: String(fell) }), 'bad'],
    [same, t('milestones.same', { number: String(same) }), 'neutral'],
    [added, t('milestones.added', { number: String(added) }), 'neutral'],
    [gone, t('milestones.gone', { number: String(gone) }), 'neutral'],
  ];
  return (
    <>
      <Text as="p" color="secondary">
        {from.title}, <When at={from.at} format="date" /> – {to.title},{' '}
        <When at={to.at} format="date" />
      </Text>
      <ul aria-label={t('milestones.counts')} className={styles.counts}>
        {counts.map(([count, words, tone]) => (
          <li key={words}>
            <ToneLabel tone={count === 0 ? 'neutral' : tone}>{words}</ToneLabel>
          </li>
        ))}
      </ul>
    </>
  );
}

type Row = MilestoneDifference & { id: string };

function Differences(props: {
  comparison: MilestoneComparison;
  query: ReviewQuery;
  isStale: boolean;
  onChange: (changes: Partial<ReviewQuery>) => void;
}) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { comparison, query, isStale, onChange } = props;
  const { items, total } = comparison;
  const { limit, offset } = query;
  const columns = useColumns(query);
  return (
    <Table
      columnConfig={columns}
      data={items.map(row => ({ ...row, id: row.workloadRef }))}
      isStale={isStale}
      pagination={{
        type: 'page',
        pageSize: limit,
        pageSizeOptions: PAGE_SIZES,
        offset,
        totalCount: total,
        hasPreviousPage: offset > 0,
        hasNextPage: offset + limit < total,
        onPreviousPage: () => onChange({ offset: Math.max(0, offset - limit) }),
        onNextPage: () => onChange({ offset: offset + limit }),
        onPageSizeChange: size => onChange({ limit: size }),
      }}
      emptyState={
        <EmptyState
          title={t('milestones.noDifference')}
          description={t('milestones.noDifferenceHow')}
        />
      }
    />
  );
}

function useColumns({ modelId, pillarId }: ReviewQuery): ColumnConfig<Row>[] {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const hrefOf = useWorkloadHref();
  return [
    {
      id: 'title',
      label: t('column.workload'),
      isRowHeader: true,
      minWidth: 160,
      cell: row => (
        <Cell>
          <Link
            href={hrefOf(row.workloadRef, { modelId, pillarId })}
            weight="bold"
          >
            {row.title}
          </Link>
        </Cell>
      ),
    },
    {
      id: 'change',
      label: t('milestones.change'),
      minWidth: 160,
      cell: row => (
        <Cell>
          <LevelChange from={row.fromProven} to={row.toProven} />
        </Cell>
      ),
    },
    ownerColumn(t('column.owner')),
  ];
}

/** A level before and after; absent where the workload was not known. */
export function LevelChange(props: { from: number | null; to: number | null }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { from, to } = props;
  if (from === null) {
    return (
      <ToneLabel tone="neutral">
        {t('changes.first', { to: String(to ?? '–') })}
      </ToneLabel>
    );
  }
  if (to === null) {
    return (
      <ToneLabel tone="neutral">
        {t('changes.gone', { from: String(from) })}
      </ToneLabel>
    );
  }
  const words = { from: String(from), to: String(to) };
  if (to === from) return <ToneLabel tone="neutral">{to}</ToneLabel>;
  return to > from ? (
    <ToneLabel tone="good">{t('changes.rise', words)}</ToneLabel>
  ) : (
    <ToneLabel tone="bad">{t('changes.fall', words)}</ToneLabel>
  );
}
