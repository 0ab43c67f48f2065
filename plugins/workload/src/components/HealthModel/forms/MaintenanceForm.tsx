import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MaintenanceWindow } from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../../healthTranslation';
import { EntryList } from '../EntryList';
import { ManyAt, NumberAt, TextAt } from '../fields';
import { useModelForm } from '../ModelForm';

/** Windows that belong to the model. */
export function MaintenanceForm() {
  const { t } = useTranslationRef(healthTranslationRef);
  const { draft, parts } = useModelForm();
  return (
    <EntryList<Partial<MaintenanceWindow>>
      field="maintenance"
      entries={draft.maintenance}
      titleOf={({ reason, id }) => reason ?? id ?? t('maintenance.heading')}
      detailOf={({ from, to, everyDays }) =>
        [
          [from, to].filter(Boolean).join(' – '),
          everyDays && t('maintenance.every', { count: everyDays }),
        ]
          .filter(Boolean)
          .join(' · ')
      }
      blank={() => ({})}
      addLabel={t('model.add.maintenance')}
      emptyText={t('model.empty.maintenance')}
      form={path => (
        <>
          <TextAt
            path={[...path, 'id']}
            label={t('model.field.id')}
            description={t('model.field.idHelp')}
            isRequired
          />
          <TextAt path={[...path, 'reason']} label={t('model.field.reason')} />
          <TextAt
            path={[...path, 'from']}
            label={t('model.field.from')}
            description={t('model.field.timeHelp')}
            isRequired
          />
          <TextAt
            path={[...path, 'to']}
            label={t('model.field.to')}
            description={t('model.field.timeHelp')}
            isRequired
          />
          <NumberAt
            path={[...path, 'everyDays']}
            label={t('model.field.everyDays')}
            placeholder={t('maintenance.once')}
          />
          <TextAt
            path={[...path, 'until']}
            label={t('model.field.until')}
            description={t('model.field.timeHelp')}
          />
          <ManyAt
            path={[...path, 'nodes']}
            label={t('model.field.nodes')}
            placeholder={t('maintenance.partsAll')}
            options={parts.options.slice(1)}
          />
        </>
      )}
    />
  );
}
