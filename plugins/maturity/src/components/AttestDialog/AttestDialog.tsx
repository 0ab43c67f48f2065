import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { NumberField, Text, TextAreaField, TextField } from '@backstage/ui';
import { CriterionView } from '@plumbline/plugin-maturity-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../pageTranslation';
import { maturityTranslationRef } from '../../translation';
import { QuestionField, Reply } from './QuestionField';

const NOTE_LENGTH = 2000;

/** Props of {@link AttestDialog}. */
export interface AttestDialogProps {
  workloadRef: string;
  /** One or several, each with a question. */
  criteria: CriterionView[];
  onClose: () => void;
  /** The answers are stored and the workload evaluated. */
  onAttested: () => void;
}

/**
 * Asks the questions of criteria and stores the answers; several share one
 * note, one address of evidence and one end.
 */
export function AttestDialog(props: AttestDialogProps) {
  const { workloadRef, criteria, onClose, onAttested } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const { t: tPage } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const isSingle = criteria.length === 1;
  const maxDays = Math.max(
    ...criteria.map(({ attestation }) => attestation?.validForDays ?? 1),
  );
  const [replies, setReplies] = useState<Record<string, Reply>>({});
  const [note, setNote] = useState('');
  const [evidenceUrl, setEvidenceUrl] = useState('');
  const [days, setDays] = useState(maxDays);
  // Nothing is called wrong before somebody tried to send it.
  const [tried, setTried] = useState(false);

  const answers = criteria.flatMap(({ id }) => {
    const reply = replies[id];
    return reply === 'met' || reply === 'not-met'
      ? [{ criterionId: id, answer: reply }]
      : [];
  });
  const address = evidenceUrl.trim();
  const problems = {
    answers: answers.length === 0,
    address: address !== '' && !/^https?:\/\/\S+$/i.test(address),
    days: !(Number.isInteger(days) && days >= 1 && days <= maxDays),
  };
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (Object.values(problems).some(Boolean)) return;
    const expiresAt = DateTime.utc().plus({ days }).toISO();
    await api.attest(
      answers.map(answer => ({
        workloadRef,
        ...answer,
        note: note.trim() || undefined,
        evidenceUrl: address || undefined,
        expiresAt,
      })),
    );
    onAttested();
  });

  return (
    <ActionDialog
      title={
        isSingle
          ? criteria[0].title
          : t('attest.manyTitle', { number: String(criteria.length) })
      }
      width={560}
      isDismissable={false}
      cancel={t('dialog.cancel')}
      submit={
        isSingle || answers.length === 0
          ? t('attest.submit')
          : t('attest.submitMany', { count: answers.length })
      }
      failed={tPage('action.failed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      {!isSingle && <Text as="p">{t('attest.manyHelp')}</Text>}
      {criteria.map(criterion => (
        <QuestionField
          key={criterion.id}
          criterion={criterion}
          isSingle={isSingle}
          reply={replies[criterion.id]}
          problem={
            tried && isSingle && problems.answers
              ? t('attest.noAnswer')
              : undefined
          }
          onChange={reply =>
            setReplies(before => ({ ...before, [criterion.id]: reply }))
          }
        />
      ))}
      {tried && !isSingle && problems.answers && (
        <Text as="p" color="danger" role="alert">
          {t('attest.noAnswers')}
        </Text>
      )}
      <TextField
        label={t('attest.evidenceUrl')}
        type="url"
        value={evidenceUrl}
        onChange={setEvidenceUrl}
        validationBehavior="aria"
        validate={() =>
          tried && problems.address ? t('attest.badAddress') : true
        }
      />
      <TextAreaField
        label={t('attest.note')}
        value={note}
        onChange={setNote}
        maxLength={NOTE_LENGTH}
      />
      <NumberField
        label={t('attest.days')}
        description={t(isSingle ? 'attest.daysHelp' : 'attest.daysHelpMany', {
          max: String(maxDays),
        })}
        minValue={1}
        maxValue={maxDays}
        value={days}
        onChange={setDays}
        validationBehavior="aria"
        validate={() =>
          tried && problems.days
            ? t('attest.badDays', { max: String(maxDays) })
            : true
        }
      />
    </ActionDialog>
  );
}
