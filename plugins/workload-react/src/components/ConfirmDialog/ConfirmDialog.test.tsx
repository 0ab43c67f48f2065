import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfirmDialog } from './ConfirmDialog';

function show(onConfirm: () => Promise<void>) {
  const onClose = jest.fn();
  render(
    <ConfirmDialog
      title="Take it back?"
      cancel="Leave it"
      submit="Take back"
      failed="It was not taken back"
      onClose={onClose}
      onConfirm={onConfirm}
    >
      It warns again.
    </ConfirmDialog>,
  );
  return { onClose };
}

describe('ConfirmDialog', () => {
  it('does nothing until it is confirmed', async () => {
    const onConfirm = jest.fn(async () => {});
    const { onClose } = show(onConfirm);
    await userEvent.click(screen.getByRole('button', { name: 'Leave it' }));
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(onConfirm).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
    expect(onConfirm).toHaveBeenCalledTimes(1);
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('stays and says why it failed', async () => {
    const { onClose } = show(async () => {
      throw new Error('It is over already');
    });
    await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
    expect(await screen.findByText('It was not taken back')).toBeVisible();
    expect(screen.getByText('It is over already')).toBeVisible();
    expect(onClose).not.toHaveBeenCalled();
  });
});
