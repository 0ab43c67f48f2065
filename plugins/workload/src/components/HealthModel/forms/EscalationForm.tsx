import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import { EscalationStep } from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../../healthTranslation';
import { durationInWords } from '../../durationInWords';
import { EntryList } from '../EntryList';
import { NumberAt, TextAt } from '../fields';
import { useModelForm } from '../ModelForm';
import { OwnOrDefault } from '../OwnOrDefault';

const MINUTE_MS = 60_000;

/** Who is called, and when. */
export function EscalationForm() {
  const { t } = useTranslationRef(healthTranslationRef);
  const { draft, defaults } = useModelForm();
  const whenOf = ({ afterMinutes }: Partial<EscalationStep>) => {
    if (afterMinutes === undefined) return '';
    return afterMinutes === 0
      ? t('panel.atOnce')
      : t('model.say.after', {
          time: durationInWords(afterMinutes * MINUTE_MS),
        });
  };
  const own = draft.escalation ?? [];
  const last = own[own.length - 1]?.afterMinutes;
  const list = (
    <EntryList<Partial<EscalationStep>>
      field="escalation"
      entries={own}
      titleOf={({ contact }) => contact ?? t('model.section.escalation')}
      detailOf={whenOf}
      blank={() => ({ afterMinutes: last === undefined ? 0 : last + 15 })}
      addLabel={t('model.add.escalation')}
      emptyText={t('model.empty.escalation')}
      form={path => (
        <>
          <TextAt
            path={[...path, 'contact']}
            label={t('model.field.contact')}
            description={t('model.field.contactHelp')}
            isRequired
          />
          <NumberAt
            path={[...path, 'afterMinutes']}
            label={t('model.field.afterMinutes')}
            isRequired
          />
        </>
      )}
    />
  );
  if (own.length === 0 && defaults.escalation.length === 0) return list;
  return (
    <Flex direction="column" gap="3">
      <OwnOrDefault
        path={['spec', 'escalation']}
        isOwn={own.length > 0}
        summary={defaults.escalation
          .map(step => `${step.contact} (${whenOf(step)})`)
          .join(', ')}
        beginning={defaults.escalation}
      >
        {list}
      </OwnOrDefault>
    </Flex>
  );
}
