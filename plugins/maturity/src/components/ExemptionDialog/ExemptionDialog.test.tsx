import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { maturity, scorecard } from '../../__fixtures__/maturity';
import { named, renderWorkload } from '../../__testUtils__/renderWorkload';

async function open(name: string | RegExp) {
  const [button] = await screen.findAllByRole('button', { name });
  await userEvent.click(button);
  return within(await screen.findByRole('dialog'));
}

describe('exemptions', () => {
  it('are asked for with a reason and an end', async () => {
    const api = renderWorkload('/maturity');
    const dialog = await open('Ask for exemption: Escalation path is known');
    const reason = dialog.getByRole('textbox', { name: /Why it cannot/ });
    await userEvent.type(reason, 'Too short');
    await userEvent.click(dialog.getByRole('button', { name: 'Ask' }));
    expect(reason).toHaveAccessibleDescription('At least 10 characters');
    expect(api.requestExemption).not.toHaveBeenCalled();

    await userEvent.type(reason, ' until now');
    expect(reason).not.toBeInvalid();
    await userEvent.click(dialog.getByRole('button', { name: 'Ask' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.requestExemption).toHaveBeenCalledWith({
      workloadRef: 'system:default/shop',
      criterionId: 'oe-2-1.escalation',
      reason: 'Too short until now',
      expiresAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
    });
    expect(api.getScorecard).toHaveBeenCalledTimes(2);
  });

  it('keep what was written when they cannot be stored', async () => {
    renderWorkload('/maturity', {
      requestExemption: async () => {
        throw new Error('The database is away');
      },
    });
    const dialog = await open('Ask for exemption: Escalation path is known');
    const reason = dialog.getByRole('textbox', { name: /Why it cannot/ });
    await userEvent.type(reason, 'The vendor says no');
    await userEvent.click(dialog.getByRole('button', { name: 'Ask' }));
    expect(await dialog.findByText('The database is away')).toBeInTheDocument();
    expect(reason).toHaveValue('The vendor says no');
  });

  it('are decided by the platform team', async () => {
    const api = renderWorkload('/maturity', {
      // Asked for by somebody else than the signed-in user of the test.
      getScorecard: async () =>
        JSON.parse(
          JSON.stringify(scorecard).replaceAll(
            'user:default/guest',
            'user:default/mira',
          ),
        ),
    });
    const dialog = await open('Approve exemption: A drill was held');
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(api.decideExemption).toHaveBeenCalledWith(
        'x1',
        expect.objectContaining({ decision: 'approve' }),
      ),
    );
  });

  it('are decided by nobody who asked for them', async () => {
    renderWorkload('/maturity');
    await screen.findAllByRole('button', {
      name: 'Withdraw exemption: A drill was held',
    });
    expect(
      screen.queryByRole('button', { name: /^Approve exemption/ }),
    ).not.toBeInTheDocument();
  });

  it('are withdrawn by those who asked', async () => {
    const api = renderWorkload('/maturity', {
      getWorkload: async () => ({
        ...maturity,
        may: { ...maturity.may, decideExemption: { allowed: false } },
      }),
    });
    await screen.findByRole('list', { name: 'Criteria of Escalation' });
    expect(
      screen.queryByRole('button', { name: /^Approve/ }),
    ).not.toBeInTheDocument();
    // The signed-in user of the test is the one who asked.
    const dialog = await open('Withdraw exemption: A drill was held');
    await userEvent.click(dialog.getByRole('button', { name: 'Withdraw' }));
    await waitFor(() =>
      expect(api.decideExemption).toHaveBeenCalledWith('x1', {
        decision: 'withdraw',
      }),
    );
  });

  it('say why a decision was refused', async () => {
    renderWorkload('/maturity?criterion=se-1-1.rotation', {
      decideExemption: async () => {
        throw named('ConflictError', 'It has ended');
      },
    });
    const dialog = await open(
      'Revoke exemption: Credentials rotate by themselves',
    );
    await userEvent.type(dialog.getByRole('textbox'), 'They can now');
    await userEvent.click(dialog.getByRole('button', { name: 'Revoke' }));
    expect(await dialog.findByText('It has ended')).toBeInTheDocument();
    expect(dialog.getByRole('textbox')).toHaveValue('They can now');
  });
});
