import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import { milestones, readOnly } from '../__testUtils__/review';

describe('milestones', () => {
  it('compares the newest with now, and says who rose and fell', async () => {
    const api = renderPage('/milestones');
    const counts = await screen.findByRole('list', { name: 'Differences' });
    expect(
      within(counts)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['14 rose', '3 fell', '24 the same', '1 new', '2 gone']);
    expect(api.compareMilestone).toHaveBeenCalledWith(
      'm2',
      expect.objectContaining({ modelId: 'small' }),
      { with: 'now', limit: 20, offset: 0 },
    );
    expect(screen.getByRole('row', { name: /Bank/ })).toHaveTextContent(
      'down from 2 to 1',
    );
    expect(screen.getByRole('row', { name: /Shop/ })).toHaveTextContent(
      'new, level 1',
    );
  });

  it('compares what the address says, for the workloads that it says', async () => {
    const api = renderPage(
      '/milestones?from=m1&with=m2&pillar=security&owner=group:default/team&text=shop',
    );
    await screen.findByRole('list', { name: 'Differences' });
    expect(api.compareMilestone).toHaveBeenCalledWith(
      'm1',
      {
        modelId: 'small',
        pillarId: 'security',
        owners: ['group:default/team'],
        domains: undefined,
        lifecycles: undefined,
        text: 'shop',
      },
      { with: 'm2', limit: 20, offset: 0 },
    );
  });

  it('freezes the levels under a name', async () => {
    const createMilestone = jest.fn(async () => milestones[0]);
    const getMilestones = jest.fn(async () => ({ items: milestones }));
    renderPage('/milestones', { createMilestone, getMilestones });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Freeze now' }),
    );
    const dialog = await screen.findByRole('dialog');
    const submit = within(dialog).getByRole('button', { name: 'Freeze' });
    expect(submit).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText(/^Title/), 'Winter');
    await userEvent.type(within(dialog).getByLabelText(/^Note/), 'Cold');
    await userEvent.click(submit);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(createMilestone).toHaveBeenCalledWith({
      modelId: 'small',
      title: 'Winter',
      note: 'Cold',
    });
    expect(getMilestones).toHaveBeenCalledTimes(2);
  });

  it('deletes one after asking', async () => {
    const deleteMilestone = jest.fn(async () => {});
    renderPage('/milestones', { deleteMilestone });
    await userEvent.click(
      await screen.findByRole('button', { name: "Delete 'Summer'" }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Delete' }),
    );
    await waitFor(() => expect(deleteMilestone).toHaveBeenCalledWith('m1'));
  });

  it('says when there is none, and who freezes', async () => {
    renderPage('/milestones', {
      getPermissions: readOnly,
      getMilestones: async () => ({ items: [] }),
    });
    expect(await screen.findByText('No milestones yet')).toBeInTheDocument();
    expect(
      screen.getByText('Levels are frozen by the platform team.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Freeze now' }),
    ).not.toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    renderPage('/milestones', {
      compareMilestone: async () => {
        throw new Error('The database is away');
      },
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
  });
});
