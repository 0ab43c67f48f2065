import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Select } from '@backstage/ui';
import { WorkloadMaturity } from '@plumbline/plugin-maturity-common';
import { EmptyState, ReadView } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { ModelNotices } from '../ModelNotices/ModelNotices';
import { ModelTab } from './ModelTab';
import { TabAddress, useTabQuery } from './useTabQuery';
import { useWorkloadMaturity } from './useWorkloadMaturity';

/** The maturity tab of a workload. */
export function MaturityContent() {
  const read = useWorkloadMaturity();
  return (
    <ReadView read={read}>
      {maturity => <Maturity maturity={maturity} onChanged={read.retry} />}
    </ReadView>
  );
}

function Maturity({
  maturity,
  onChanged,
}: {
  maturity: WorkloadMaturity;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const address = useTabQuery();
  const { models } = maturity;
  const model =
    models.find(({ id }) => id === address.query.model) ?? models[0];
  const showContradictions = () => {
    address.change({
      show: 'contradiction',
      search: '',
      pillar: undefined,
      level: undefined,
      criterion: undefined,
    });
    document
      .getElementById('maturity-criteria')
      ?.scrollIntoView?.({ block: 'start' });
  };
  return (
    <Flex direction="column" gap="5">
      <ModelNotices
        maturity={maturity}
        contradictions={model?.contradictions ?? 0}
        onShowContradictions={showContradictions}
      />
      {models.length > 1 && (
        <ModelChooser
          models={models}
          chosen={model.id}
          change={address.change}
        />
      )}
      {model ? (
        <ModelTab
          key={model.id}
          maturity={maturity}
          model={model}
          address={address}
          onChanged={onChanged}
        />
      ) : (
        <EmptyState
          title={t('empty.title')}
          description={t(
            maturity.modelStatus.some(({ modelId }) => modelId)
              ? 'empty.notEvaluated'
              : 'empty.noModel',
          )}
        />
      )}
    </Flex>
  );
}

function ModelChooser(props: {
  models: WorkloadMaturity['models'];
  chosen: string;
  change: TabAddress['change'];
}) {
  const { models, chosen, change } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <Select
      label={t('model.choose')}
      options={models.map(({ id, title }) => ({ id, label: title }))}
      value={chosen}
      onChange={key =>
        change({
          model: String(key ?? models[0].id),
          pillar: undefined,
          level: undefined,
          criterion: undefined,
        })
      }
      style={{ maxWidth: 360 }}
    />
  );
}
