import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { AnnouncedMaintenance } from '@plumbline/plugin-workload-common';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
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
  const { running, error, run } = useAction(onEnd);
  const { isNow } = window;
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader>
        {t(isNow ? 'maintenance.endTitle' : 'maintenance.callOffTitle')}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          {window.reason && <Text as="p">{window.reason}</Text>}
          <Text as="p" color="secondary">
            {t(isNow ? 'maintenance.endMeans' : 'maintenance.callOffMeans')}
          </Text>
          <FailureAlert title={t('maintenance.failed')} error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('maintenance.cancel')}
        </Button>
        <Button variant="primary" isPending={running} onPress={() => run()}>
          {t(isNow ? 'maintenance.end' : 'maintenance.callOff')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
