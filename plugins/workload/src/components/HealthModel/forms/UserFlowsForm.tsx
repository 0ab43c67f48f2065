import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  CRITICALITIES,
  IMPACTS,
  UserFlow,
  userFlowImpact,
  userFlowRef,
} from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../../healthTranslation';
import { AggregationFields } from '../AggregationFields';
import { EntryList } from '../EntryList';
import { ChoiceAt, ManyAt, TextAt } from '../fields';
import { useModelForm } from '../ModelForm';

/** What users do with the workload, and what that needs. */
export function UserFlowsForm({ of }: { of?: string }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { draft, parts, signalIds } = useModelForm();
  const flows = draft.userFlows;
  const openAt = flows?.findIndex(({ id }) => userFlowRef(id) === of) ?? -1;
  const options = parts.options.filter(({ id }) => !id.startsWith('flow:'));
  return (
    <EntryList<Partial<UserFlow>>
      field="userFlows"
      entries={flows}
      openAt={openAt >= 0 ? openAt : undefined}
      titleOf={({ title, id }) => title ?? id ?? t('model.section.flows')}
      detailOf={flow =>
        [
          flow.criticality && t(`criticality.${flow.criticality}`),
          t('model.say.needs', { count: flow.dependsOn?.length ?? 0 }),
        ]
          .filter(Boolean)
          .join(' · ')
      }
      blank={() => ({ criticality: 'high', dependsOn: [] })}
      addLabel={t('model.add.flows')}
      emptyText={t('model.empty.flows')}
      form={(path, flow) => (
        <>
          <TextAt
            path={[...path, 'title']}
            label={t('model.field.title')}
            description={t('model.field.titleHelp')}
            isRequired
          />
          <TextAt
            path={[...path, 'id']}
            label={t('model.field.id')}
            description={t('model.field.idHelp')}
            isRequired
          />
          <TextAt
            path={[...path, 'description']}
            label={t('model.field.description')}
            isLong
          />
          <ChoiceAt
            path={[...path, 'criticality']}
            label={t('model.field.criticality')}
            description={t('criticality.means')}
            options={CRITICALITIES.map(id => ({
              id,
              label: t(`criticality.${id}`),
            }))}
          />
          <ManyAt
            path={[...path, 'dependsOn']}
            label={t('model.field.dependsOn')}
            description={t('model.field.dependsOnHelp')}
            placeholder={t('model.field.none')}
            options={options.slice(1)}
          />
          <ManyAt
            path={[...path, 'signals']}
            label={t('model.field.flowSignals')}
            description={t('model.field.flowSignalsHelp')}
            placeholder={t('model.field.none')}
            options={signalIds.map(id => ({ id, label: id }))}
          />
          <ChoiceAt
            path={[...path, 'impact']}
            label={t('model.field.impact')}
            byDefault={t(
              `impact.${userFlowImpact({
                ...(flow as UserFlow),
                impact: undefined,
                criticality: flow.criticality ?? 'high',
              })}`,
            )}
            options={IMPACTS.map(id => ({ id, label: t(`impact.${id}`) }))}
          />
          <AggregationFields path={path} byDefault="worstOf" />
        </>
      )}
    />
  );
}
