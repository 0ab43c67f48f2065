import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { Exclusion } from '@plumbline/plugin-slo-common';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import { spanInWords } from './spanInWords';

/** Props of {@link RevokeDialog}. */
export interface RevokeDialogProps {
  exclusion: Exclusion;
  onClose: () => void;
  onRevoke: () => Promise<void>;
}

/** Asks before time that was taken out counts again. */
export function RevokeDialog(props: RevokeDialogProps) {
  const { exclusion, onClose, onRevoke } = props;
  const { t } = useTranslationRef(sloTranslationRef);
  const { running, error, run } = useAction(onRevoke);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader>{t('maintenance.revokeTitle')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p" weight="bold">
            {exclusion.reason}
          </Text>
          <Text as="p">{spanInWords(exclusion)}</Text>
          <Text as="p">{t('maintenance.revokeMeans')}</Text>
          <FailureAlert title={t('maintenance.revokeFailed')} error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button variant="primary" isPending={running} onPress={() => run()}>
          {t('maintenance.revoke')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
