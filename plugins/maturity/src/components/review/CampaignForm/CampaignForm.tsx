import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  ButtonLink,
  Checkbox,
  CheckboxGroup,
  Flex,
  Select,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { CampaignInput } from '@plumbline/plugin-maturity-common';
import {
  Heading,
  useAction,
  useEntityNames,
  useMyRefs,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { DayField } from '../DayField/DayField';
import { ModelInForce } from '../ModelsInForce/ModelsInForce';
import { useModelShape } from '../ModelsInForce/useModelShape';
import { useFilterOptions } from '../ReviewFilters/useFilterOptions';
import { ActionAlert } from '../useAction/ActionAlert';
import styles from './CampaignForm.module.css';
import { DraftFieldsProps } from './DraftFieldsProps';
import { FieldProblem } from './FieldProblem';
import { GoalFields } from './GoalFields';
import { ScopeFields } from './ScopeFields';
import { CampaignDraft, inputOf, problemsOf } from './campaignDraft';

const REMINDERS = [60, 30, 14, 7, 3, 1];

/** Props of {@link CampaignForm}. */
export interface CampaignFormProps {
  title: string;
  initial: CampaignDraft;
  models: ModelInForce[];
  /** The word on the button that stores it. */
  submit: string;
  onSubmit: (input: CampaignInput) => Promise<void>;
  cancelHref: string;
}

/** Goal, scope, owner, dates and reminders of a campaign. */
export function CampaignForm(props: CampaignFormProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { title, initial, models, submit, onSubmit, cancelHref } = props;
  const [written, setDraft] = useState(initial);
  // Nobody is told what is missing before they tried to store it.
  const [tried, setTried] = useState(false);
  const { me } = useMyRefs();
  const draft = { ...written, ownerRef: written.ownerRef || me || '' };
  const shape = useModelShape(draft.modelId);
  const { running, error, run } = useAction(() => onSubmit(inputOf(draft)));
  const problems = problemsOf(draft);
  const onChange = (changes: Partial<CampaignDraft>) =>
    setDraft(before => ({ ...before, ...changes }));
  const fields = { draft, problems: tried ? problems : [], onChange };
  const store = () => {
    setTried(true);
    if (problems.length === 0) run();
  };
  return (
    <Flex direction="column" gap="5" className={styles.form}>
      <Heading level={2}>{title}</Heading>
      <Words {...fields} />
      <GoalFields {...fields} models={models} shape={shape.value} />
      <ScopeFields {...fields} top={shape.value?.top ?? 5} />
      <OwnerAndDates {...fields} />
      <ActionAlert error={error ?? shape.error} />
      <Flex gap="2">
        <Button variant="primary" isPending={running} onPress={store}>
          {submit}
        </Button>
        <ButtonLink variant="secondary" href={cancelHref}>
          {t('action.cancel')}
        </ButtonLink>
      </Flex>
    </Flex>
  );
}

function Words({ draft, problems, onChange }: DraftFieldsProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  return (
    <Flex direction="column" gap="3">
      <TextField
        label={t('form.title')}
        placeholder={t('form.titleHint')}
        isRequired
        isInvalid={problems.includes('title')}
        maxLength={200}
        value={draft.title}
        onChange={value => onChange({ title: value })}
      />
      {problems.includes('title') && (
        <FieldProblem>{t('form.titleProblem')}</FieldProblem>
      )}
      <TextAreaField
        label={t('form.description')}
        maxLength={2000}
        value={draft.description}
        onChange={description => onChange({ description })}
      />
    </Flex>
  );
}

function OwnerAndDates({ draft, problems, onChange }: DraftFieldsProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { refs } = useMyRefs();
  const { owners } = useFilterOptions(draft.modelId);
  const known = new Set([
    ...(draft.ownerRef ? [draft.ownerRef] : []),
    ...refs,
    ...owners.map(({ id }) => id),
  ]);
  const nameOf = useEntityNames([...known]);
  const days = [...new Set([...REMINDERS, ...draft.remindDaysBefore])].sort(
    (a, b) => b - a,
  );
  return (
    <Flex direction="column" gap="3">
      <Select
        label={t('form.owner')}
        description={t('form.ownerHelp')}
        isRequired
        search
        options={[...known].map(ref => ({ id: ref, label: nameOf(ref) }))}
        value={draft.ownerRef || null}
        onChange={key => onChange({ ownerRef: key ? String(key) : '' })}
      />
      {problems.includes('ownerRef') && (
        <FieldProblem>{t('form.ownerProblem')}</FieldProblem>
      )}
      <div className={styles.row}>
        <DayField
          label={t('form.start')}
          isRequired
          value={draft.startDay}
          onChange={startDay => onChange({ startDay })}
        />
        <DayField
          label={t('form.deadline')}
          isRequired
          value={draft.deadlineDay}
          onChange={deadlineDay => onChange({ deadlineDay })}
        />
      </div>
      {(problems.includes('startDay') || problems.includes('deadlineDay')) && (
        <FieldProblem>{t('form.datesProblem')}</FieldProblem>
      )}
      <CheckboxGroup
        className={styles.reminders}
        label={t('form.reminders')}
        description={t('form.remindersHelp')}
        orientation="horizontal"
        value={draft.remindDaysBefore.map(String)}
        onChange={values => onChange({ remindDaysBefore: values.map(Number) })}
      >
        {days.map(day => (
          <Checkbox key={day} value={String(day)}>
            {t('form.daysBefore', { count: day })}
          </Checkbox>
        ))}
      </CheckboxGroup>
    </Flex>
  );
}
