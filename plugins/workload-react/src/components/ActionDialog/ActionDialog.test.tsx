import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useAction } from '../../hooks/useAction';
import { ActionDialog, ActionDialogProps } from './ActionDialog';

interface EndProps extends Partial<ActionDialogProps> {
  end?: () => Promise<void>;
}

function End({ end = async () => {}, ...props }: EndProps) {
  const { running, error, run } = useAction(end);
  return (
    <ActionDialog
      title="End it now?"
      cancel="Leave it"
      submit="End now"
      failed="It was not ended"
      running={running}
      error={error}
      onClose={() => {}}
      onSubmit={() => run()}
      {...props}
    >
      Its alerts are told again.
    </ActionDialog>
  );
}

describe('ActionDialog', () => {
  it('acts once when its reader says so, and leaves closing to its caller', async () => {
    let finish = () => {};
    const end = jest.fn(
      () =>
        new Promise<void>(resolve => {
          finish = resolve;
        }),
    );
    const onClose = jest.fn();
    render(<End end={end} onClose={onClose} />);
    expect(
      await screen.findByRole('dialog', { name: 'End it now?' }),
    ).toHaveTextContent('Its alerts are told again.');
    const button = screen.getByRole('button', { name: 'End now' });
    await userEvent.click(button);
    expect(button).toHaveAttribute('data-pending');
    await userEvent.click(button);
    expect(end).toHaveBeenCalledTimes(1);
    finish();
    await waitFor(() => expect(button).not.toHaveAttribute('data-pending'));
    expect(onClose).not.toHaveBeenCalled();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('stays open and says why it failed, in the words of the back end', async () => {
    const end = async () => {
      throw Object.assign(new Error('Request failed with 409'), {
        cause: { message: 'It is over already' },
      });
    };
    const onClose = jest.fn();
    render(<End end={end} onClose={onClose} />);
    await userEvent.click(screen.getByRole('button', { name: 'End now' }));
    expect(await screen.findByText('It was not ended')).toBeInTheDocument();
    expect(screen.getByText('It is over already')).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('closes by its button, by Escape and by a click beside it', async () => {
    const onClose = jest.fn();
    render(<End onClose={onClose} />);
    await userEvent.click(screen.getByRole('button', { name: 'Leave it' }));
    expect(onClose).toHaveBeenCalledTimes(1);
    await userEvent.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledTimes(2);
    await userEvent.click(document.body);
    expect(onClose).toHaveBeenCalledTimes(3);
  });

  it('keeps what was written from a click beside it', async () => {
    const onClose = jest.fn();
    render(<End onClose={onClose} isDismissable={false} />);
    await userEvent.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledTimes(1);
    await userEvent.click(document.body);
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('waits for what is missing, and offers nothing where nothing can be done', async () => {
    const end = jest.fn();
    const { rerender } = render(<End end={end} isSubmitDisabled />);
    const button = screen.getByRole('button', { name: 'End now' });
    expect(button).toBeDisabled();
    rerender(<End end={end} />);
    expect(button).toBeEnabled();
    rerender(<End end={end} submit={undefined} />);
    expect(button).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Leave it' }),
    ).toBeInTheDocument();
  });
});
