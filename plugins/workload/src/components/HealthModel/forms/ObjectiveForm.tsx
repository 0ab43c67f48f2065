import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DEFAULT_OBJECTIVE } from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../../healthTranslation';
import { NumberAt } from '../fields';
import { useModelForm } from '../ModelForm';
import { OwnOrDefault } from '../OwnOrDefault';

const PATH = ['spec', 'objective'];

/** What share of the time the workload shall be healthy. */
export function ObjectiveForm() {
  const { t } = useTranslationRef(healthTranslationRef);
  const { draft } = useModelForm();
  return (
    <OwnOrDefault
      path={PATH}
      isOwn={draft.objective !== undefined}
      summary={t('model.say.objective', {
        percent: String(DEFAULT_OBJECTIVE.percent),
        days: String(DEFAULT_OBJECTIVE.days),
      })}
      beginning={DEFAULT_OBJECTIVE}
    >
      <NumberAt
        path={[...PATH, 'percent']}
        label={t('model.field.objectivePercent')}
        isRequired
      />
      <NumberAt
        path={[...PATH, 'days']}
        label={t('model.field.objectiveDays')}
        isRequired
      />
    </OwnOrDefault>
  );
}
