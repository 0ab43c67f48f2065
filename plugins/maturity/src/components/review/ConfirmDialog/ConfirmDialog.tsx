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
import { useAction } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ActionAlert } from '../useAction/ActionAlert';

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
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{description}</Text>
          <ActionAlert error={action.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive={isDestructive}
          isPending={action.running}
          onPress={() => action.run()}
        >
          {confirm}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
