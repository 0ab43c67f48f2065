import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exclusions } from '../../__fixtures__/slos';
import { renderTab } from '../../__testUtils__/renderTab';

async function section() {
  return within(await screen.findByRole('region', { name: 'Maintenance' }));
}

async function openDialog() {
  const part = await section();
  await userEvent.click(
    await part.findByRole('button', { name: 'Add maintenance' }),
  );
  return within(await screen.findByRole('dialog'));
}

const shop = { namespace: 'default', name: 'shop' };

describe('Maintenance', () => {
  it('lists what is taken out, by whom, and what was taken back', async () => {
    renderTab();
    const list = await (
      await section()
    ).findByRole('list', { name: 'Maintenance of this workload' });
    const [search, load] = within(list).getAllByRole('listitem');
    expect(search).toHaveTextContent(
      /Over: Search moves to another index.*Nov 20, 2026.*\(2 hours\)Search\. Added by mira/,
    );
    expect(load).toHaveTextContent(
      /Taken back: Load test.*All SLOs\. Added by mira.*Taken back by mira/,
    );
    expect(within(load).queryByRole('button')).not.toBeInTheDocument();
  });

  it('is added with a time, a reason and the SLOs it is about', async () => {
    const api = renderTab();
    const dialog = await openDialog();
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'Too short');
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
    expect(reason).toHaveAccessibleDescription(/At least 10 characters/);
    expect(api.addExclusion).not.toHaveBeenCalled();

    await userEvent.type(reason, ' until now');
    await userEvent.click(dialog.getByRole('checkbox', { name: 'Search' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.addExclusion).toHaveBeenCalledWith(shop, {
      from: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:00:00.000Z$/),
      to: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:00:00.000Z$/),
      reason: 'Too short until now',
      objectiveIds: ['shop-search'],
    });
    expect(api.getExclusions).toHaveBeenCalledTimes(2);
    expect(api.getTimeline).toHaveBeenCalledTimes(2);
  });

  it('ends after it begins', async () => {
    const api = renderTab();
    const dialog = await openDialog();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Reason/ }),
      'A long enough reason',
    );
    const to = dialog.getByRole('group', { name: /^To/ });
    const year = within(to).getByRole('spinbutton', { name: /year/ });
    await userEvent.type(year, '{ArrowDown}');
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
    expect(await dialog.findByText('Later than it begins')).toBeInTheDocument();
    expect(api.addExclusion).not.toHaveBeenCalled();
  });

  it('keeps what was written when it cannot be stored', async () => {
    renderTab({
      addExclusion: async () => {
        throw new Error('from: expected a time at most 31 days ago');
      },
    });
    const dialog = await openDialog();
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'Forgotten to enter');
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
    expect(await dialog.findByText(/at most 31 days ago/)).toBeInTheDocument();
    expect(reason).toHaveValue('Forgotten to enter');
  });

  it('is taken back after a question', async () => {
    const api = renderTab();
    await userEvent.click(
      await (
        await section()
      ).findByRole('button', {
        name: 'Take back: Search moves to another index',
      }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Let this time count again?' }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Take back' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.revokeExclusion).toHaveBeenCalledWith(shop, 2);
  });

  it('offers nothing to those who may not', async () => {
    renderTab({
      getExclusions: async () => ({
        ...exclusions,
        mayExclude: {
          allowed: false,
          reason: 'Only group:default/team may do this.',
        },
      }),
    });
    const part = await section();
    expect(await part.findByText(/may do this\./)).toBeInTheDocument();
    expect(
      part.queryByRole('button', { name: /Add|Take back/ }),
    ).not.toBeInTheDocument();
  });

  it('says that there is none', async () => {
    renderTab({ getExclusions: async () => ({ exclusions: [] }) });
    expect(
      await (await section()).findByText('No maintenance'),
    ).toBeInTheDocument();
  });
});
