import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button, Flex, Text, ToggleButton } from '@backstage/ui';
import { Incident } from '@plumbline/plugin-workload-common';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
import { useEffect, useState } from 'react';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { ActionFields } from './ActionFields';
import styles from './Review.module.css';
import { ReviewText } from './ReviewText';
import { SectionField } from './SectionField';
import {
  ReviewDraft,
  contested,
  inputOf,
  isChanged,
  met,
  problemsOf,
} from './reviewDraft';
import { SECTIONS } from './sections';

/** Props of {@link ReviewForm}. */
export interface ReviewFormProps {
  incident: Incident;
  draft: ReviewDraft;
  /** Whether the draft is from before the page was opened. */
  isKept: boolean;
  onDraft: (draft: ReviewDraft | undefined) => void;
  onSaved: () => void;
}

/** Writes a review from its template. What somebody else saves meanwhile is shown, and overwrites nothing. */
export function ReviewForm(props: ReviewFormProps) {
  const { incident, draft, isKept, onDraft } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const [isPreview, setPreview] = useState(false);
  const [tried, setTried] = useState<'save' | 'publish'>();
  const { text, theirs } = draft;
  const change = (changes: Partial<typeof text>) =>
    onDraft({ ...draft, text: { ...text, ...changes } });
  const saving = useSaving(props, setTried);
  const contestedSections = contested(draft);
  useWarningBeforeLeaving(isChanged(draft));
  return (
    <Flex direction="column" gap="4" className={styles.form}>
      {isKept && <Text color="secondary">{t('review.kept')}</Text>}
      {theirs && (
        <Alert
          status="warning"
          icon
          title={t('review.conflict')}
          description={t('review.conflictMeans')}
        />
      )}
      <Flex align="center" gap="3">
        <ToggleButton isSelected={isPreview} onChange={setPreview}>
          {t('review.preview')}
        </ToggleButton>
        <Text color="secondary">{t('review.markdown')}</Text>
      </Flex>
      {isPreview ? (
        <ReviewText review={text} />
      ) : (
        <>
          {SECTIONS.map(section => (
            <SectionField
              key={section}
              section={section}
              value={text[section]}
              theirs={
                contestedSections.includes(section)
                  ? theirs?.[section]
                  : undefined
              }
              isLacking={
                tried === 'publish' &&
                section === 'rootCause' &&
                !text.rootCause.trim()
              }
              onChange={value => change({ [section]: value })}
            />
          ))}
          <ActionFields
            incident={incident}
            actions={text.actions}
            tried={tried !== undefined}
            onChange={actions => change({ actions })}
          />
        </>
      )}
      <FailureAlert title={t('review.failed')} error={saving.error} />
      <Buttons
        incident={incident}
        running={saving.running}
        onSave={saving.run}
        onDiscard={() => onDraft(undefined)}
      />
      {tried === 'publish' && !text.rootCause.trim() && (
        <Text role="alert">{t('review.rootCauseNeeded')}</Text>
      )}
      {!incident.closedAt && (
        <Text color="secondary">{t('review.notOver')}</Text>
      )}
    </Flex>
  );
}

function useSaving(
  { incident, draft, onDraft, onSaved }: ReviewFormProps,
  onTried: (how: 'save' | 'publish') => void,
) {
  const api = useApi(workloadApiRef);
  return useAction(async (published: boolean) => {
    onTried(published ? 'publish' : 'save');
    const { actions, rootCause } = draft.text;
    if (published && !rootCause.trim()) return;
    if (actions.some(action => problemsOf(action).length > 0)) return;
    try {
      await api.saveIncidentReview(incident.number, inputOf(draft, published));
    } catch (error) {
      if (!isConflict(error as Error)) throw error;
      const { reviewText } = await api.getIncident(incident.number);
      onDraft(met(draft, reviewText));
      return;
    }
    onSaved();
  });
}

function Buttons(props: {
  incident: Incident;
  running: boolean;
  onSave: (published: boolean) => void;
  onDiscard: () => void;
}) {
  const { incident, running, onSave, onDiscard } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const { published } = incident.reviewText;
  return (
    <Flex gap="2" className={styles.buttons}>
      {incident.closedAt && (
        <Button
          variant="primary"
          isPending={running}
          onPress={() => onSave(true)}
        >
          {published ? t('review.saveChanges') : t('review.publish')}
        </Button>
      )}
      <Button
        variant={incident.closedAt ? 'secondary' : 'primary'}
        isPending={running}
        onPress={() => onSave(false)}
      >
        {published ? t('review.takeBack') : t('review.save')}
      </Button>
      <Button variant="tertiary" isDisabled={running} onPress={onDiscard}>
        {t('review.discard')}
      </Button>
    </Flex>
  );
}

/** The browser asks before a tab is closed in which something is not saved. */
function useWarningBeforeLeaving(isUnsaved: boolean) {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}

function isConflict(error: Error): boolean {
  const { name, cause } = error as Error & { cause?: { name?: string } };
  return name === 'ConflictError' || cause?.name === 'ConflictError';
}
