import { useAction } from '../../hooks/useAction';
import { ActionDialog, ActionDialogProps } from '../ActionDialog/ActionDialog';

/** Props of {@link ConfirmDialog}. */
export interface ConfirmDialogProps
  extends Pick<
    ActionDialogProps,
    'title' | 'cancel' | 'failed' | 'isDestructive' | 'onClose' | 'children'
  > {
  /** Words of the button that does it. */
  submit: string;
  /** Does it. What it throws is said, and the dialog stays; closing it after is the caller's. */
  onConfirm: () => Promise<void>;
}

/** Asks before something is done for which nothing has to be filled in. */
export function ConfirmDialog({ onConfirm, ...dialog }: ConfirmDialogProps) {
  const { running, error, run } = useAction(onConfirm);
  return (
    <ActionDialog
      {...dialog}
      running={running}
      error={error}
      onSubmit={() => run()}
    />
  );
}
