import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { WordsDialog } from './WordsDialog';

/** Props of {@link NoteDialog}. */
export interface NoteDialogProps {
  number: number;
  onClose: () => void;
  /** It is stored. */
  onDone: () => void;
}

/** Adds to the timeline what somebody found or did. */
export function NoteDialog({ number, onClose, onDone }: NoteDialogProps) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const api = useApi(workloadApiRef);
  return (
    <WordsDialog
      isRequired
      title={t('act.noteTitle', { number: String(number) })}
      submit={t('act.add')}
      failed={t('act.noteFailed')}
      onClose={onClose}
      onSubmit={async note => {
        await api.noteIncident(number, { note });
        onDone();
      }}
    />
  );
}
