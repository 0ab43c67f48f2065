import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { WordsDialog } from './WordsDialog';

/** Props of {@link AcknowledgeDialog}. */
export interface AcknowledgeDialogProps {
  number: number;
  onClose: () => void;
  /** It is stored. */
  onDone: () => void;
}

/** Says that the reader is on it, so that nobody else is called. */
export function AcknowledgeDialog(props: AcknowledgeDialogProps) {
  const { number, onClose, onDone } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const api = useApi(workloadApiRef);
  return (
    <WordsDialog
      title={t('act.acknowledgeTitle', { number: String(number) })}
      meaning={t('act.acknowledgeMeans')}
      submit={t('act.acknowledge')}
      failed={t('act.acknowledgeFailed')}
      onClose={onClose}
      onSubmit={async note => {
        await api.acknowledgeIncident(number, note ? { note } : {});
        onDone();
      }}
    />
  );
}
