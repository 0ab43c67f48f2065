import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { maturity } from '../../__fixtures__/maturity';
import { named, renderWorkload } from '../../__testUtils__/renderWorkload';

async function open(name: string | RegExp) {
  const [button] = await screen.findAllByRole('button', { name });
  await userEvent.click(button);
  return within(await screen.findByRole('dialog'));
}

describe('AttestDialog', () => {
  it('takes an answer and reads again', async () => {
    const api = renderWorkload('/maturity');
    const dialog = await open("Attest: The team's calls were tried");
    expect(dialog.getByText('Did you try it?')).toBeInTheDocument();
    await userEvent.click(dialog.getByLabelText('Yes, met'));
    await userEvent.type(
      dialog.getByLabelText('Address of the evidence'),
      'https://example.com/notes',
    );
    await userEvent.type(dialog.getByLabelText('Note'), 'Went well');
    expect(
      dialog.getByRole('textbox', { name: 'Valid for (days)' }),
    ).toHaveValue('90');
    await userEvent.click(dialog.getByRole('button', { name: 'Attest' }));

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.attest).toHaveBeenCalledWith([
      {
        workloadRef: 'system:default/shop',
        criterionId: 'oe-2-1.attested',
        answer: 'met',
        note: 'Went well',
        evidenceUrl: 'https://example.com/notes',
        expiresAt: expect.stringMatching(/^\d{4}-/),
      },
    ]);
    expect(api.getWorkload).toHaveBeenCalledTimes(2);
    expect(api.getScorecard).toHaveBeenCalledTimes(2);
  });

  it('says beside each field what is wrong with it, and sends nothing', async () => {
    const api = renderWorkload('/maturity');
    const dialog = await open("Attest: The team's calls were tried");
    const address = dialog.getByLabelText('Address of the evidence');
    await userEvent.type(address, 'notes');
    expect(address).not.toHaveAccessibleDescription();
    await userEvent.click(dialog.getByRole('button', { name: 'Attest' }));
    expect(dialog.getByText('Choose an answer')).toBeInTheDocument();
    expect(address).toHaveAccessibleDescription(
      'Starts with http:// or https://',
    );
    expect(api.attest).not.toHaveBeenCalled();
  });

  it('says why an answer was not stored, and keeps what was written', async () => {
    renderWorkload('/maturity', {
      attest: async () => {
        throw named('NotAllowedError', 'Only group:default/team may attest');
      },
    });
    const dialog = await open("Attest: The team's calls were tried");
    await userEvent.click(dialog.getByLabelText('No, not met'));
    await userEvent.type(dialog.getByLabelText('Note'), 'Not yet');
    await userEvent.click(dialog.getByRole('button', { name: 'Attest' }));
    // Under the name of the group, not its ref.
    const group = await dialog.findByRole('link', { name: 'team' });
    expect(group.closest('[role="dialog"]')).toHaveTextContent(
      'Only team may attest',
    );
    expect(dialog.getByLabelText('No, not met')).toBeChecked();
    expect(dialog.getByLabelText('Note')).toHaveValue('Not yet');
  });

  it('asks the open questions of a level together', async () => {
    const api = renderWorkload('/maturity');
    const dialog = await open('Attest 2 together: Level 2, Watched');
    await userEvent.click(dialog.getByRole('button', { name: 'Attest' }));
    expect(
      dialog.getByText('Answer at least one question'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(
        dialog.getByRole('radiogroup', { name: /Was there a drill\?/ }),
      ).getByLabelText('Yes, met'),
    );
    await userEvent.type(dialog.getByLabelText('Note'), 'All at once');
    await userEvent.click(dialog.getByRole('button', { name: 'Attest 1' }));
    await waitFor(() =>
      expect(api.attest).toHaveBeenCalledWith([
        expect.objectContaining({
          criterionId: 'oe-2-1.drill',
          answer: 'met',
          note: 'All at once',
        }),
      ]),
    );
  });

  it('says that facts count more than the answer where they decide', async () => {
    renderWorkload('/maturity');
    const dialog = await open('Attest: Escalation path is known');
    expect(
      dialog.getByText(/Facts decide this criterion now/),
    ).toBeInTheDocument();
  });

  it('is not offered to those who may not attest, who are told why', async () => {
    renderWorkload('/maturity', {
      getWorkload: async () => ({
        ...maturity,
        may: {
          ...maturity.may,
          attest: {
            allowed: false,
            reason: 'Only group:default/team may attest.',
          },
        },
      }),
    });
    expect(
      await screen.findByText(/^You may not attest this workload/),
    ).toHaveTextContent(
      'You may not attest this workload: Only team may attest.',
    );
    await screen.findByRole('list', { name: 'Criteria of Escalation' });
    expect(
      screen.queryByRole('button', { name: /^Attest/ }),
    ).not.toBeInTheDocument();
  });
});
