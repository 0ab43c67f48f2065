import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ConfirmDialog as AskFirst } from '@plumbline/plugin-workload-react';
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

/** Asks before something is done that cannot be taken back, in this family's words. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { description, confirm, ...dialog } = props;
  const { t } = useTranslationRef(maturityPageTranslationRef);
  return (
    <AskFirst
      {...dialog}
      cancel={t('action.cancel')}
      submit={confirm}
      failed={t('action.failed')}
    >
      <Text as="p">{description}</Text>
    </AskFirst>
  );
}
