import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
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
    <Dialog
      isOpen
      isDismissable={false}
      onOpenChange={isOpen => !isOpen && onClose()}
      width={560}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
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
          <FailureAlert title={failed} error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('act.cancel')}
        </Button>
        <Button variant="primary" isPending={running} onPress={() => run()}>
          {submit}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
