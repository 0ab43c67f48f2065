import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { AnnouncedMaintenance } from '@plumbline/plugin-workload-common';
import { ConfirmDialog } from '@plumbline/plugin-workload-react';
import { healthTranslationRef } from '../../healthTranslation';

/** Props of {@link EndDialog}. */
export interface EndDialogProps {
  window: AnnouncedMaintenance;
  onClose: () => void;
  onEnd: () => Promise<void>;
}

/** Asks before a maintenance ends or is called off. */
export function EndDialog({ window, onClose, onEnd }: EndDialogProps) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { isNow } = window;
  return (
    <ConfirmDialog
      title={t(isNow ? 'maintenance.endTitle' : 'maintenance.callOffTitle')}
      cancel={t('maintenance.cancel')}
      submit={t(isNow ? 'maintenance.end' : 'maintenance.callOff')}
      failed={t('maintenance.failed')}
      onClose={onClose}
      onConfirm={onEnd}
    >
      {window.reason && <Text as="p">{window.reason}</Text>}
      <Text as="p" color="secondary">
        {t(isNow ? 'maintenance.endMeans' : 'maintenance.callOffMeans')}
      </Text>
    </ConfirmDialog>
  );
}
