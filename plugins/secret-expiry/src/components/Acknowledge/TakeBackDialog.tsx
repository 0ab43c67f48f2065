import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { Acknowledgement } from '@plumbline/plugin-secret-expiry-common';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';
import { secretExpiryTranslationRef } from '../../translation';

/** Props of {@link TakeBackDialog}. */
export interface TakeBackDialogProps {
  acknowledgement: Acknowledgement;
  onClose: () => void;
  /** It stands no more. */
  onTakenBack: () => void;
}

/** Asks before a credential warns again. */
export function TakeBackDialog(props: TakeBackDialogProps) {
  const { acknowledgement, onClose, onTakenBack } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const { running, error, run } = useAction(async () => {
    await api.takeBack(acknowledgement.id);
    onTakenBack();
  });
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader>{t('takeBack.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p" weight="bold">
            {acknowledgement.reason}
          </Text>
          <Text as="p">{t('takeBack.means')}</Text>
          <FailureAlert title={t('takeBack.failed')} error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button variant="primary" isPending={running} onPress={() => run()}>
          {t('takeBack.doIt')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
