import { useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  CriterionView,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';
import { Heading, Prose, ReadView } from '@plumbline/plugin-workload-react';
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
    <Flex direction="column" gap="1">
      <Heading level={3}>{t('empty.title')}</Heading>
      <Text color="secondary">
        {t(hasModel ? 'empty.notEvaluated' : 'empty.noModel')}
      </Text>
    </Flex>
  );
}
