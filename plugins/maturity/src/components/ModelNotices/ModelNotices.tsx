import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import {
  ModelStatus,
  SourceStatus,
  WorkloadMaturity,
  describeModelProblem,
} from '@plumbline/plugin-maturity-common';
import { When } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { maturityTranslationRef } from '../../translation';

/** What is wrong with the models or the facts that the page rests on. */
export function ModelNotices({ maturity }: { maturity: WorkloadMaturity }) {
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
      title={t('notices.collectionFailed')}
      description={
        <>
          {status.error}.{' '}
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
