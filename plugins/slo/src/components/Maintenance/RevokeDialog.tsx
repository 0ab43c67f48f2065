import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Exclusion } from '@plumbline/plugin-slo-common';
import { ConfirmDialog } from '@plumbline/plugin-workload-react';
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
  return (
    <ConfirmDialog
      title={t('maintenance.revokeTitle')}
      cancel={t('dialog.cancel')}
      submit={t('maintenance.revoke')}
      failed={t('maintenance.revokeFailed')}
      onClose={onClose}
      onConfirm={onRevoke}
    >
      <Text as="p" weight="bold">
        {exclusion.reason}
      </Text>
      <Text as="p">{spanInWords(exclusion)}</Text>
      <Text as="p">{t('maintenance.revokeMeans')}</Text>
    </ConfirmDialog>
  );
}
