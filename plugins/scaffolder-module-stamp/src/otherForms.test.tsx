import { screen, waitFor, within } from '@testing-library/react';
import { renderForm } from './__testUtils__/renderForm';
import { STAMP, stampApiMock } from './__testUtils__/stampApi';

jest.setTimeout(60_000);

const next = () => screen.getByRole('button', { name: 'Next' });
const review = () => screen.getByRole('button', { name: 'Review' });

describe('choosing a stamp', () => {
  it("offers those of the reader's own workloads, with how far they are", async () => {
    const { user, stampApi } = await renderForm({ template: 'change-stamp' });
    await user.type(
      await screen.findByRole('combobox', { name: /Stamp/ }),
      'deal',
    );
    expect(
      await screen.findByRole('option', {
        name: /deal-fraud-model-prod-japaneast-001.*/,
      }),
    ).toHaveTextContent(
      'active · Deal fraud model · prod · Japan East · 100 % of its traffic',
    );
    expect(stampApi.listStamps).toHaveBeenLastCalledWith(
      expect.objectContaining({
        text: 'deal',
        owner: expect.arrayContaining(['group:default/deal-fraud-model']),
        drift: ['in-step', 'changed', 'unknown'],
      }),
    );
    expect(screen.queryByRole('switch')).not.toBeInTheDocument();
  });

  it('offers those of others to who may change them', async () => {
    const { user, stampApi } = await renderForm({
      template: 'change-stamp',
      stampApi: stampApiMock({ manage: true }),
    });
    const others = await screen.findByRole('switch', {
      name: 'Stamps of others, too',
    });
    expect(others).not.toBeChecked();
    await user.click(others);
    await waitFor(() =>
      expect(stampApi.listStamps).toHaveBeenLastCalledWith(
        expect.objectContaining({ owner: undefined, offset: 0 }),
      ),
    );
  });

  it('says so to who owns none', async () => {
    await renderForm({ template: 'change-stamp', refs: ['user:default/eve'] });
    expect(
      await screen.findByText(/No stamp that was built from here belongs to/),
    ).toBeInTheDocument();
  });

  it('offers everything at once to who owns none but may change all', async () => {
    await renderForm({
      template: 'add-stamp',
      refs: ['user:default/eve'],
      stampApi: stampApiMock({ manage: true }),
    });
    expect(
      await screen.findByRole('switch', { name: 'Workloads of others, too' }),
    ).toBeChecked();
  });
});

describe('the form that changes a stamp', () => {
  it('asks for what was filled in alone', async () => {
    const { user, stampApi } = await renderForm({
      template: 'change-stamp',
      values: { stamp: STAMP.stampRef },
    });
    await screen.findByRole('combobox', { name: /Stamp/ });
    await user.click(next());
    const users = await screen.findByRole('textbox', {
      name: /Expected concurrent users/,
    });
    await user.type(users, '250');
    await user.tab();
    // The region is that of the stamp.
    expect(await screen.findByText(/P0v3, 3 to 6 instances/)).toBeVisible();
    await user.click(next());
    await screen.findByText(`change ${STAMP.name}`);
    expect(stampApi.plan).toHaveBeenLastCalledWith({
      kind: 'change',
      stampRef: STAMP.stampRef,
      expectedUsers: 250,
    });
  });
});

describe('the form that retires a stamp', () => {
  async function atPlan(options: Parameters<typeof renderForm>[0] = {}) {
    const form = await renderForm({
      template: 'retire-stamp',
      values: { stamp: STAMP.stampRef },
      ...options,
    });
    await screen.findByRole('combobox', { name: /Stamp/ });
    await form.user.click(next());
    return form;
  }

  it('says which step it is and wants the name typed in full', async () => {
    const { user, onCreate } = await atPlan();
    expect(await screen.findByText(/^Step 1 of 2/)).toBeInTheDocument();
    const box = screen.getByRole('textbox', { name: /Name of the stamp/ });
    await user.type(box, 'deal-fraud');
    expect(screen.getByText('Not its name yet')).toBeInTheDocument();
    await user.click(review());
    expect(
      (await screen.findAllByText(/That is not the name of the stamp/)).length,
    ).toBeGreaterThan(0);
    await user.clear(box);
    await user.type(box, STAMP.name);
    expect(screen.getByText('That is its name')).toBeInTheDocument();
    await user.click(review());
    await user.click(
      await screen.findByRole('button', { name: 'Retire the stamp' }),
    );
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({
        stamp: STAMP.stampRef,
        plan: STAMP.name,
        confirm: STAMP.name,
      }),
    );
  });

  it('goes no further where there is no plan', async () => {
    const stampApi = stampApiMock();
    stampApi.plan.mockResolvedValue({
      violations: [
        {
          field: 'stampRef',
          rule: 'still-draining',
          message: 'It is still draining.',
        },
      ],
    });
    const { user } = await atPlan({
      stampApi,
      values: { stamp: STAMP.stampRef, plan: STAMP.name },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This cannot be done',
    );
    expect(screen.getByText(/It is still draining/)).toBeInTheDocument();
    await user.click(review());
    expect(
      screen.queryByRole('button', { name: 'Retire the stamp' }),
    ).not.toBeInTheDocument();
  });

  it('leads to the pull request that asks for the same', async () => {
    const stampApi = stampApiMock();
    const answer = await stampApi.plan({
      kind: 'retire',
      stampRef: STAMP.stampRef,
    });
    stampApi.plan.mockResolvedValue({
      ...answer,
      pullRequest: {
        label: '#12',
        url: 'https://example.com/pull/12',
        branch: 'stamp-drain-x',
      },
    } as any);
    await atPlan({ stampApi });
    expect(
      await screen.findByRole('link', { name: /Pull request #12/ }),
    ).toHaveAttribute('href', 'https://example.com/pull/12');
  });

  it('says so to who may not see plans', async () => {
    const stampApi = stampApiMock();
    const refusal = new Error('Not allowed');
    refusal.name = 'NotAllowedError';
    stampApi.plan.mockRejectedValue(refusal);
    await atPlan({ stampApi });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('says so when planning fails, and tries again', async () => {
    const stampApi = stampApiMock();
    stampApi.plan.mockRejectedValueOnce(new Error('The estate is not there'));
    const { user } = await atPlan({ stampApi });
    expect(
      await screen.findByText(/The estate is not there/),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/^Step 1 of 2/)).toBeInTheDocument();
  });
});

describe('the form that starts a workload', () => {
  const WORKLOAD = {
    name: 'shop',
    title: 'Shop',
    description: 'Sells things.',
    owner: 'group:default/shop',
    tier: 'standard',
    residency: 'EU',
  };

  it('places by the residency that it asks for, and global resources without zones', async () => {
    const { user } = await renderForm({
      template: 'new-workload',
      values: WORKLOAD,
    });
    await user.click(next());
    const list = await screen.findByRole('radiogroup', { name: 'Regions' });
    expect(
      within(list).getByRole('radio', { name: /^France South/ }),
    ).toBeEnabled();
    expect(
      within(list).getByRole('radio', { name: /^Japan East.*must stay in EU/ }),
    ).toBeDisabled();
    expect(
      await screen.findByText('Next free: 10.0.0.0/16'),
    ).toBeInTheDocument();
    const range = screen.getByRole('textbox', { name: 'Address range' });
    await user.type(range, '10.64.0.0/16');
    expect(screen.getByText(/shares addresses with 10\.64/)).toBeVisible();
  });
});
