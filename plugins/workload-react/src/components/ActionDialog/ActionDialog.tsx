import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { FailureAlert } from '../FailureAlert/FailureAlert';

/** Props of {@link ActionDialog}. */
export interface ActionDialogProps {
  title: string;
  /** Pixels; 480 when absent. */
  width?: number;
  /** False where a click beside it would lose what was written; true when absent. */
  isDismissable?: boolean;
  /** Words of the button that leaves all as it is. */
  cancel: string;
  /** Words of the button that acts; there is none when absent. */
  submit?: string;
  /** Whether something that it needs is still missing; false when absent. */
  isSubmitDisabled?: boolean;
  /** Whether something is lost by it; false when absent. */
  isDestructive?: boolean;
  /** What is said when it fails. */
  failed: string;
  /** Of `useAction`. */
  running: boolean;
  /** Of `useAction`. */
  error?: Error;
  onClose: () => void;
  onSubmit: () => void;
  /** What is asked, or what it brings about. */
  children: ReactNode;
}

/** A dialog that does one thing when its reader says so, and says why when that fails. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, width = 480, isDismissable = true, children } = props;
  const { cancel, submit, isSubmitDisabled, isDestructive } = props;
  const { failed, running, error, onClose, onSubmit } = props;
  return (
    <Dialog
      isOpen
      isDismissable={isDismissable}
      onOpenChange={isOpen => !isOpen && onClose()}
      width={width}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {children}
          <FailureAlert title={failed} error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {cancel}
        </Button>
        {submit && (
          <Button
            variant="primary"
            destructive={isDestructive}
            isDisabled={isSubmitDisabled}
            isPending={running}
            onPress={onSubmit}
          >
            {submit}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
