import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { IMPACTS, SignalMapping } from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../../healthTranslation';
import { EntryList } from '../EntryList';
import { ChoiceAt, TextAt } from '../fields';
import { useModelForm } from '../ModelForm';

/** For which part signals count, and how. */
export function MappingForm() {
  const { t } = useTranslationRef(healthTranslationRef);
  const { draft, parts } = useModelForm();
  const entities = parts.options.filter(({ id }) => !id.startsWith('flow:'));
  return (
    <EntryList<Partial<SignalMapping>>
      field="mapping"
      entries={draft.mapping}
      titleOf={({ signal }) => signal ?? t('model.section.mapping')}
      detailOf={({ node, impact }) =>
        [
          t('model.say.for', {
            part: node ? parts.titleOf(node) : t('model.field.ownNode'),
          }),
          t('model.say.counts', {
            impact: t(`impact.${impact ?? 'standard'}`),
          }),
        ].join(' · ')
      }
      blank={() => ({})}
      addLabel={t('model.add.mapping')}
      emptyText={t('model.empty.mapping')}
      form={path => (
        <>
          <TextAt
            path={[...path, 'signal']}
            label={t('model.field.signalId')}
            description={t('model.field.signalIdHelp')}
            isRequired
          />
          <ChoiceAt
            path={[...path, 'of']}
            label={t('model.field.of')}
            byDefault={t('model.field.any')}
            options={entities}
          />
          <ChoiceAt
            path={[...path, 'node']}
            label={t('model.field.node')}
            byDefault={t('model.field.ownNode')}
            options={parts.options}
          />
          <ChoiceAt
            path={[...path, 'impact']}
            label={t('model.field.impact')}
            byDefault={t('impact.standard')}
            options={IMPACTS.map(id => ({ id, label: t(`impact.${id}`) }))}
          />
        </>
      )}
    />
  );
}
