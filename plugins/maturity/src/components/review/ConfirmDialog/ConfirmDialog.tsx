import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';

/** Props of {@link ConfirmDialog}. */
export interface ConfirmDialogProps {
  title: string;
  /** What follows from it. */
  description: string;
  /** The word on the button that does it. */
  confirm: string;
  isDestructive?: boolean;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something is done that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirm, isDestructive, onConfirm, onClose } =
    props;
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const action = useAction(onConfirm);
  return (
    <ActionDialog
      title={title}
      cancel={t('action.cancel')}
      submit={confirm}
      isDestructive={isDestructive}
      failed={t('action.failed')}
      running={action.running}
      error={action.error}
      onClose={onClose}
      onSubmit={() => action.run()}
    >
      <Text as="p">{description}</Text>
    </ActionDialog>
  );
}
