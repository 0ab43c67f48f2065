import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import { campaign, portfolio, readOnly } from '../__testUtils__/review';

describe('campaigns', () => {
  it('says how far each is, whether it is on track, and who has not started', async () => {
    renderPage('/campaigns');
    expect(
      await screen.findByRole('link', { name: 'Level 1 by March' }),
    ).toHaveAttribute('href', '/maturity/campaigns/c1');
    expect(screen.getByText('behind')).toBeInTheDocument();
    const bar = screen.getByRole('progressbar', {
      name: "Progress of 'Level 1 by March'",
    });
    expect(bar).toHaveAttribute('aria-valuenow', '12');
    expect(bar).toHaveAttribute('aria-valuemax', '42');
    expect(
      screen.getByText(
        '12 of 42 done (29%) · 40% expected by now · 20 workloads have not started · 6 owners have none done',
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Level 1 of Reliability, Small'),
    ).toBeInTheDocument();
  });

  it('keeps those that are over out of sight until they are asked for', async () => {
    renderPage('/campaigns', {
      getCampaigns: async () => ({
        items: [{ ...campaign, state: 'achieved' as const }],
      }),
    });
    expect(await screen.findByText('No campaign runs')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'All' }));
    expect(await screen.findByText('achieved')).toBeInTheDocument();
  });

  it('says when there is none, and that only the platform team starts one', async () => {
    renderPage('/campaigns', {
      getPermissions: readOnly,
      getCampaigns: async () => ({ items: [] }),
    });
    expect(await screen.findByText('No campaigns yet')).toBeInTheDocument();
    expect(
      screen.getByText(/made and changed by the platform team/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Start a campaign' }),
    ).not.toBeInTheDocument();
  });

  it('lists what is to go with what stands in the way, and what is done', async () => {
    const api = renderPage('/campaigns/c1');
    const row = await screen.findByRole('row', { name: /Shop/ });
    expect(row).toHaveTextContent('3 criteria');
    expect(within(row).getByRole('link', { name: 'Shop' })).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/maturity?model=small&pillar=reliability',
    );
    expect(api.getCampaignWorkloads).toHaveBeenLastCalledWith('c1', {
      done: false,
      limit: 20,
      offset: 0,
    });
    await userEvent.click(screen.getByRole('radio', { name: 'Done (12)' }));
    await waitFor(() =>
      expect(api.getCampaignWorkloads).toHaveBeenLastCalledWith('c1', {
        done: true,
        limit: 20,
        offset: 0,
      }),
    );
  });

  it('closes and deletes only after asking', async () => {
    const closeCampaign = jest.fn(async () => campaign);
    const deleteCampaign = jest.fn(async () => {});
    renderPage('/campaigns/c1', { closeCampaign, deleteCampaign });
    await userEvent.click(await screen.findByRole('button', { name: 'Close' }));
    let dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('nobody is reminded any more');
    expect(closeCampaign).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog)
        .getAllByRole('button', { name: 'Close' })
        .find(button => button.textContent === 'Close')!,
    );
    await waitFor(() => expect(closeCampaign).toHaveBeenCalledWith('c1'));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );

    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Delete' }),
    );
    expect(
      await screen.findByRole('radio', { name: 'Not over' }),
    ).toBeInTheDocument();
    expect(deleteCampaign).toHaveBeenCalledWith('c1');
  });

  it('starts one with what the address says, once everything is said', async () => {
    const createCampaign = jest.fn(async () => campaign);
    const getPortfolio = jest.fn(async () => ({ ...portfolio, total: 17 }));
    renderPage(
      '/campaigns/new?model=small&strategy=re-1-1&owner=group:default/team',
      { createCampaign, getPortfolio },
    );
    expect(
      await screen.findByText('17 workloads are asked.'),
    ).toBeInTheDocument();
    expect(getPortfolio).toHaveBeenCalledWith(
      {
        modelId: 'small',
        owners: ['group:default/team'],
        domains: undefined,
        lifecycles: undefined,
      },
      { limit: 1, offset: 0 },
    );
    const store = screen.getByRole('button', { name: 'Start the campaign' });
    await userEvent.click(store);
    expect(
      await screen.findByText('Say in a few words what it is about.'),
    ).toBeInTheDocument();
    expect(createCampaign).not.toHaveBeenCalled();

    await userEvent.type(screen.getByLabelText(/^Title/), 'Backups for all');
    await userEvent.click(
      screen.getByRole('checkbox', { name: '14 days before' }),
    );
    await userEvent.click(store);
    await waitFor(() => expect(createCampaign).toHaveBeenCalled());
    expect(createCampaign).toHaveBeenCalledWith({
      title: 'Backups for all',
      description: undefined,
      goal: {
        kind: 'strategies',
        modelId: 'small',
        strategyIds: ['re-1-1'],
      },
      scope: {
        owners: ['group:default/team'],
        domains: undefined,
        lifecycles: undefined,
      },
      ownerRef: 'user:default/guest',
      startsAt: expect.stringMatching(/^\d{4}-.*Z$/),
      deadline: expect.stringMatching(/^\d{4}-.*Z$/),
      remindDaysBefore: [30, 14, 7, 1],
    });
    expect(
      await screen.findByRole('heading', { name: 'Level 1 by March' }),
    ).toBeInTheDocument();
  });

  it('counts who is at the level already, and asks for chosen workloads', async () => {
    const getPortfolio = jest.fn(async ({ levels }: { levels?: number[] }) => ({
      ...portfolio,
      total: levels ? 5 : 42,
    }));
    const createCampaign = jest.fn(async () => campaign);
    renderPage('/campaigns/new', { getPortfolio, createCampaign });
    expect(
      await screen.findByText(
        '42 workloads are asked. 5 of them are there already.',
      ),
    ).toBeInTheDocument();
    expect(getPortfolio).toHaveBeenCalledWith(
      expect.objectContaining({ levels: [1, 2] }),
      expect.anything(),
    );
    await userEvent.type(screen.getByLabelText(/^Title/), 'Two');
    await userEvent.click(
      screen.getByRole('radio', { name: 'Chosen one by one' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Start the campaign' }),
    );
    expect(
      await screen.findByText('Choose at least one workload.'),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Bank' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Start the campaign' }),
    );
    await waitFor(() =>
      expect(createCampaign).toHaveBeenCalledWith(
        expect.objectContaining({
          goal: {
            kind: 'level',
            modelId: 'small',
            pillarId: undefined,
            level: 1,
          },
          scope: { workloadRefs: ['system:default/bank'] },
        }),
      ),
    );
  });

  it('changes one, and says why that failed', async () => {
    const updateCampaign = jest.fn(async () => {
      throw new Error('The deadline is in the past');
    });
    renderPage('/campaigns/c1/edit', { updateCampaign });
    const title = await screen.findByLabelText(/^Title/);
    expect(title).toHaveValue('Level 1 by March');
    await userEvent.clear(title);
    await userEvent.type(title, 'Level 1 by April');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText('The deadline is in the past'),
    ).toBeInTheDocument();
    expect(updateCampaign).toHaveBeenCalledWith(
      'c1',
      expect.objectContaining({
        title: 'Level 1 by April',
        ownerRef: 'group:default/platform',
        goal: campaign.goal,
      }),
    );
    expect(title).toHaveValue('Level 1 by April');
  });
});
