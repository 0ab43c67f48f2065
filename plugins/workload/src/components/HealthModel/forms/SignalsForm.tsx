import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  SIGNAL_OPERATORS,
  SignalDefinition,
} from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../../healthTranslation';
import { EntryList } from '../EntryList';
import { ChoiceAt, NumberAt, TextAt } from '../fields';
import { useModelForm } from '../ModelForm';

/** What the values of pushed signals mean. */
export function SignalsForm() {
  const { t } = useTranslationRef(healthTranslationRef);
  const { draft } = useModelForm();
  return (
    <EntryList<Partial<SignalDefinition>>
      field="signals"
      entries={draft.signals}
      titleOf={({ name, id }) => name ?? id ?? t('model.section.signals')}
      detailOf={({ id, operator = '', degraded, unhealthy, unit = '' }) =>
        [
          id,
          degraded !== undefined &&
            `${t('model.field.degraded')} ${operator} ${degraded} ${unit}`,
          unhealthy !== undefined &&
            `${t('model.field.unhealthy')} ${operator} ${unhealthy} ${unit}`,
        ]
          .filter(Boolean)
          .join(' · ')
      }
      blank={() => ({ operator: '>=' })}
      addLabel={t('model.add.signals')}
      emptyText={t('model.empty.signals')}
      form={path => (
        <>
          <TextAt
            path={[...path, 'id']}
            label={t('model.field.signalId')}
            description={t('model.field.signalIdHelp')}
            isRequired
          />
          <TextAt
            path={[...path, 'name']}
            label={t('model.field.name')}
            description={t('model.field.nameHelp')}
            isRequired
          />
          <TextAt
            path={[...path, 'unit']}
            label={t('model.field.unit')}
            description={t('model.field.unitHelp')}
          />
          <ChoiceAt
            path={[...path, 'operator']}
            label={t('model.field.operator')}
            options={SIGNAL_OPERATORS.map(id => ({
              id,
              label: t(`model.operator.${id}`),
            }))}
          />
          <NumberAt
            path={[...path, 'unhealthy']}
            label={t('model.field.unhealthy')}
            min={-Infinity}
            isRequired
          />
          <NumberAt
            path={[...path, 'degraded']}
            label={t('model.field.degraded')}
            min={-Infinity}
          />
        </>
      )}
    />
  );
}
