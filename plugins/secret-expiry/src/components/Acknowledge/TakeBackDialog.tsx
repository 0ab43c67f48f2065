import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Acknowledgement } from '@plumbline/plugin-secret-expiry-common';
import { ConfirmDialog } from '@plumbline/plugin-workload-react';
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
  return (
    <ConfirmDialog
      title={t('takeBack.title')}
      cancel={t('dialog.cancel')}
      submit={t('takeBack.doIt')}
      failed={t('takeBack.failed')}
      onClose={onClose}
      onConfirm={async () => {
        await api.takeBack(acknowledgement.id);
        onTakenBack();
      }}
    >
      <Text as="p" weight="bold">
        {acknowledgement.reason}
      </Text>
      <Text as="p">{t('takeBack.means')}</Text>
    </ConfirmDialog>
  );
}
