import { useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  CriterionView,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';
import { EmptyState, Prose, ReadView } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { AttestDialog } from '../AttestDialog/AttestDialog';
import { ModelNotices } from '../ModelNotices/ModelNotices';
import { ModelSection } from '../ModelView/ModelSection';
import { useWorkloadMaturity } from './useWorkloadMaturity';

/** The maturity tab of a workload. */
export function MaturityContent() {
  const read = useWorkloadMaturity();
  return (
    <ReadView read={read}>
      {maturity => <Maturity maturity={maturity} onAttested={read.retry} />}
    </ReadView>
  );
}

function Maturity({
  maturity,
  onAttested,
}: {
  maturity: WorkloadMaturity;
  onAttested: () => void;
}) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const [attesting, setAttesting] = useState<CriterionView>();
  const { models, attest } = maturity;
  return (
    <Flex direction="column" gap="5">
      <ModelNotices maturity={maturity} />
      {models.length === 0 && <NothingYet maturity={maturity} />}
      {models.length > 0 && !attest.allowed && (
        <Text color="secondary">
          {t('attest.notAllowed')}
          {attest.reason && (
            <>
              : <Prose>{attest.reason}</Prose>
            </>
          )}
        </Text>
      )}
      {models.map(model => (
        <ModelSection
          key={model.id}
          model={model}
          onAttest={attest.allowed ? setAttesting : undefined}
        />
      ))}
      {attesting && (
        <AttestDialog
          key={attesting.id}
          workloadRef={maturity.workloadRef}
          criterion={attesting}
          onClose={() => setAttesting(undefined)}
          onAttested={() => {
            setAttesting(undefined);
            onAttested();
          }}
        />
      )}
    </Flex>
  );
}

function NothingYet({ maturity }: { maturity: WorkloadMaturity }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const hasModel = maturity.modelStatus.some(({ modelId }) => modelId);
  return (
    <EmptyState
      title={t('empty.title')}
      description={t(hasModel ? 'empty.notEvaluated' : 'empty.noModel')}
    />
  );
}
