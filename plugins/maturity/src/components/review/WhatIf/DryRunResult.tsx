import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Cell,
  ColumnConfig,
  Flex,
  Link,
  Table,
  Text,
} from '@backstage/ui';
import {
  DryRun,
  DryRunDifference,
  ModelProblem,
} from '@plumbline/plugin-maturity-common';
import {
  EmptyState,
  Heading,
  Prose,
  ToneLabel,
  ownerColumn,
} from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { LevelBars } from '../LevelBars/LevelBars';
import { LevelChange } from '../MilestonesTab/MilestoneComparisonView';
import { ProblemList } from '../ProblemList/ProblemList';
import { useWorkloadHref } from '../useWorkloadHref';
import styles from './WhatIf.module.css';

/** Props of {@link DryRunResult}. */
export interface DryRunResultProps {
  run: DryRun | undefined;
  onGoTo: (problem: ModelProblem) => void;
}

/** How far a dry run is, what is wrong with its files, or what it would change. */
export function DryRunResult({ run, onGoTo }: DryRunResultProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  if (!run) return null;
  if (run.problems.length > 0) {
    return (
      <Alert
        status="danger"
        icon
        title={t('models.problems', { count: run.problems.length })}
        description={<ProblemList problems={run.problems} onGoTo={onGoTo} />}
      />
    );
  }
  if (run.state === 'running') return <RunProgress run={run} />;
  if (run.state === 'failed') {
    return (
      <Alert
        status="danger"
        icon
        title={t('whatIf.failed')}
        description={run.error}
      />
    );
  }
  return <Outcome run={run} />;
}

function RunProgress({ run }: { run: DryRun }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { done, total } = run.progress;
  return (
    <Flex direction="column" gap="2">
      <Text role="status">
        {t('whatIf.progress', { done: String(done), total: String(total) })}
      </Text>
      <progress
        aria-label={t('whatIf.running')}
        className={styles.progress}
        max={Math.max(total, 1)}
        value={done}
      />
    </Flex>
  );
}

function Outcome({ run }: { run: DryRun }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { rises = 0, falls = 0, same = 0, before, after, version } = run;
  return (
    <Flex direction="column" gap="4">
      <div role="status">
        <Heading level={3}>
          {t('whatIf.headline', {
            rises: String(rises),
            falls: String(falls),
            same: String(same),
          })}
        </Heading>
      </div>
      {version && (
        <Text as="p" color="secondary">
          {t('whatIf.version', { version })}
        </Text>
      )}
      {before && after && (
        <div className={styles.panels}>
          <section>
            <Heading level={4}>{t('whatIf.before')}</Heading>
            <LevelBars label={t('whatIf.before')} distribution={before} />
          </section>
          <section>
            <Heading level={4}>{t('whatIf.after')}</Heading>
            <LevelBars label={t('whatIf.after')} distribution={after} />
          </section>
        </div>
      )}
      <CriteriaChanges criteria={run.criteria} />
      <Differences
        title={t('whatIf.differences')}
        differences={run.differences ?? []}
        count={rises + falls}
        modelId={run.modelId}
        noneHow={t('whatIf.noDifferenceHow')}
      />
      <PillarDifferences run={run} />
    </Flex>
  );
}

function CriteriaChanges({ criteria }: { criteria: DryRun['criteria'] }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  if (!criteria) return null;
  const { added, removed, changed } = criteria;
  const lists: [string, string[]][] = [
    [t('whatIf.added', { count: added.length }), added],
    [t('whatIf.removed', { count: removed.length }), removed],
    [t('whatIf.decidedElse', { count: changed.length }), changed],
  ];
  const some = lists.filter(([, ids]) => ids.length > 0);
  if (some.length === 0) {
    return <Text as="p">{t('whatIf.sameCriteria')}</Text>;
  }
  return (
    <div>
      {some.map(([title, ids]) => (
        <Accordion key={title}>
          <AccordionTrigger title={title} />
          <AccordionPanel>
            <ul aria-label={title} className={styles.ids}>
              {ids.map(id => (
                <li key={id}>
                  <code>{id}</code>
                </li>
              ))}
            </ul>
          </AccordionPanel>
        </Accordion>
      ))}
    </div>
  );
}

/** Levels of single pillars, which often change where the lowest, and so the overall level, does not. */
function PillarDifferences({ run }: { run: DryRun }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { pillars = [], pillarDifferences = [], modelId } = run;
  if (pillars.length < 2) return null;
  const count = pillars.reduce((sum, each) => sum + each.rises + each.falls, 0);
  const titles = new Map(
    pillars.map(({ pillarId, title }) => [pillarId, title]),
  );
  return (
    <>
      <section className={styles.pillars}>
        <Heading level={4}>{t('whatIf.pillars')}</Heading>
        <ul aria-label={t('whatIf.pillars')} className={styles.counts}>
          {pillars.map(({ pillarId, title, rises, falls }) => (
            <li key={pillarId}>
              <Text weight="bold">{title}</Text>
              <ToneLabel tone={rises > 0 ? 'good' : 'neutral'}>
                {t('whatIf.rises', { count: rises })}
              </ToneLabel>
              <ToneLabel tone={falls > 0 ? 'bad' : 'neutral'}>
                {t('whatIf.falls', { count: falls })}
              </ToneLabel>
            </li>
          ))}
        </ul>
      </section>
      {count > 0 && (
        <Differences
          title={t('whatIf.pillarDifferences')}
          differences={pillarDifferences}
          count={count}
          modelId={modelId}
          pillarTitle={id => titles.get(id) ?? id}
          noneHow={t('whatIf.noDifferenceHow')}
        />
      )}
    </>
  );
}

type Row = DryRunDifference & { id: string };

interface DifferencesProps {
  title: string;
  differences: DryRunDifference[];
  /** How many there are, with those that are not listed. */
  count: number;
  modelId: string | undefined;
  /** Titles of pillars, where differences are of single ones. */
  pillarTitle?: (id: string) => string;
  /** What it means when there is none. */
  noneHow: string;
}

function Differences(props: DifferencesProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { title, differences, count, modelId, pillarTitle, noneHow } = props;
  const columns = useColumns(modelId, pillarTitle);
  return (
    <Flex direction="column" gap="2">
      <Heading level={4}>{title}</Heading>
      {differences.length < count && (
        <Text color="secondary">
          {t('whatIf.cut', { shown: String(differences.length) })}
        </Text>
      )}
      <Table
        columnConfig={columns}
        data={differences.map(row => ({
          ...row,
          id: `${row.workloadRef} ${row.pillarId ?? ''}`,
        }))}
        pagination={{ type: 'none' }}
        emptyState={
          <EmptyState title={t('whatIf.noDifference')} description={noneHow} />
        }
      />
    </Flex>
  );
}

function useColumns(
  modelId: string | undefined,
  pillarTitle: DifferencesProps['pillarTitle'],
): ColumnConfig<Row>[] {
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
            href={hrefOf(row.workloadRef, { modelId, pillarId: row.pillarId })}
            weight="bold"
          >
            {row.title}
          </Link>
        </Cell>
      ),
    },
    ...(pillarTitle
      ? [
          {
            id: 'pillar',
            label: t('filter.pillar'),
            minWidth: 140,
            cell: (row: Row) => <Cell>{pillarTitle(row.pillarId ?? '')}</Cell>,
          },
        ]
      : []),
    {
      id: 'change',
      label: t('milestones.change'),
      minWidth: 150,
      cell: row => (
        <Cell>
          <LevelChange from={row.fromProven} to={row.toProven} />
        </Cell>
      ),
    },
    {
      id: 'because',
      label: t('whatIf.because'),
      minWidth: 260,
      cell: row => (
        <Cell>
          <ul className={styles.because}>
            {row.because.map(reason => (
              <li key={reason}>
                <Prose>{reason}</Prose>
              </li>
            ))}
          </ul>
        </Cell>
      ),
    },
    ownerColumn(t('column.owner')),
  ];
}
