import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button } from '@backstage/ui';
import {
  ModelStatus,
  SourceStatus,
  WorkloadMaturity,
  describeModelProblem,
} from '@plumbline/plugin-maturity-common';
import { When } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { maturityTranslationRef } from '../../translation';

/** Props of {@link ModelNotices}. */
export interface ModelNoticesProps {
  maturity: WorkloadMaturity;
  /** Number of criteria of the model shown where facts contradict an answer. */
  contradictions: number;
  onShowContradictions: () => void;
}

/** What is wrong with the models, the facts or the answers that the page rests on. */
export function ModelNotices(props: ModelNoticesProps) {
  const { maturity, contradictions, onShowContradictions } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <>
      {maturity.modelStatus
        .filter(({ problems }) => problems.length > 0)
        .map(status => (
          <ModelNotice key={status.file} status={status} />
        ))}
      {maturity.sources
        .filter(({ error }) => error)
        .map(status => (
          <SourceNotice key={status.source} status={status} />
        ))}
      {contradictions > 0 && (
        <Alert
          status="warning"
          icon
          title={t('notices.contradictions', { count: contradictions })}
          description={t('notices.contradictionsMean')}
          customActions={
            <Button
              size="small"
              variant="tertiary"
              onPress={onShowContradictions}
            >
              {t('notices.show')}
            </Button>
          }
        />
      )}
    </>
  );
}

function ModelNotice({ status }: { status: ModelStatus }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const found = inWords(status.problemsAt);
  return (
    <Alert
      status={status.modelId ? 'warning' : 'danger'}
      icon
      title={t('notices.modelBroken')}
      description={
        <>
          {status.modelId
            ? t('notices.lastGood', {
                when: inWords(status.inForceSince),
                found,
              })
            : t('notices.noGood', { found })}
          {status.problems.map(problem => (
            <div key={describeModelProblem(problem)}>
              <code>{describeModelProblem(problem)}</code>
            </div>
          ))}
        </>
      }
    />
  );
}

function SourceNotice({ status }: { status: SourceStatus }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <Alert
      status="warning"
      icon
      title={t('notices.sourceFailed', { source: status.source })}
      description={
        <>
          {status.error}
          {status.errorAt && (
            <>
              {' '}
              (<When at={status.errorAt} />)
            </>
          )}
          .{' '}
          {status.collectedAt ? (
            <>
              {t('notices.lastCollected')} <When at={status.collectedAt} />.
            </>
          ) : (
            t('notices.never')
          )}
        </>
      }
    />
  );
}

function inWords(at: string | undefined): string {
  return at ? DateTime.fromISO(at).toRelative() ?? at : '–';
}
