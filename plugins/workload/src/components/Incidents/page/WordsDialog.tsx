import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text, TextAreaField } from '@backstage/ui';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { incidentTranslationRef } from '../../../incidentTranslation';

const LONGEST_NOTE = 2_000;

/** Props of {@link WordsDialog}. */
export interface WordsDialogProps {
  title: string;
  /** What it brings about. */
  meaning?: string;
  submit: string;
  /** What is said when it fails. */
  failed: string;
  /** Whether it needs words. */
  isRequired?: boolean;
  onClose: () => void;
  onSubmit: (note: string) => Promise<void>;
}

/** Asks for a note, and does something with it. */
export function WordsDialog(props: WordsDialogProps) {
  const { title, meaning, submit, failed, isRequired, onClose, onSubmit } =
    props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const lacks = isRequired && note.trim() === '';
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (!lacks) await onSubmit(note.trim());
  });
  return (
    <ActionDialog
      title={title}
      width={560}
      isDismissable={false}
      cancel={t('act.cancel')}
      submit={submit}
      failed={failed}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      {meaning && <Text as="p">{meaning}</Text>}
      <TextAreaField
        // It is what the dialog is opened for.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        isRequired={isRequired}
        label={t('act.note')}
        description={t('act.noteHint')}
        rows={4}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={setNote}
        validationBehavior="aria"
        validate={() => (tried && lacks ? t('act.noteNeeded') : true)}
      />
    </ActionDialog>
  );
}
