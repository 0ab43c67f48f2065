import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { maturity } from './__fixtures__/maturity';
import { MaturityApi, maturityApiRef } from './api/MaturityApi';
import { maturityPlugin } from './plugin';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', namespace: 'default' },
  spec: { type: 'workload', owner: 'group:default/team' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
};

function render(path: string, api: Partial<MaturityApi>) {
  renderTestApp({
    features: [catalogPlugin, maturityPlugin],
    initialRouteEntries: [`/catalog/default/system/shop${path}`],
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
      [maturityApiRef, { attest: jest.fn(), ...api } as MaturityApi],
    ],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
}

const named = (name: string, message: string) =>
  Object.assign(new Error(message), { name });

describe('the maturity tab', () => {
  it('says where the workload stands and what to do next', async () => {
    render('/maturity', { getWorkload: async () => maturity });

    expect(
      await screen.findByText(/Level 1 of 2 is proven/),
    ).toBeInTheDocument();
    const ladder = screen.getByRole('list', { name: 'Levels of Small' });
    expect(
      within(ladder)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['1 Begunproven', '2 Watched0 of 2']);

    const next = screen.getByRole('list', {
      name: 'Level 2, Watched: 2 criteria to go',
    });
    const [first, second] = within(next).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /not met.*Escalation path: none\..*Say who is called\./,
    );
    expect(second).toHaveTextContent(
      /unknown.*Nobody has attested it\..*Notes of the call\./,
    );
    expect(
      screen.getByRole('list', { name: 'History of levels' }),
    ).toHaveTextContent("0 → 1 'Owned by a group' is met.");
    expect(screen.getByText(/CC BY 4\.0/)).toBeInTheDocument();
  });

  it('opens a level to show its strategies', async () => {
    render('/maturity', { getWorkload: async () => maturity });
    await userEvent.click(
      await screen.findByRole('button', { name: /Level 1, Begun/ }),
    );
    const criteria = await screen.findByRole('list', { name: 'Ownership' });
    expect(criteria).toHaveTextContent(/met.*Owned by a group/);
    expect(
      within(criteria).getByRole('link', { name: /team/ }),
    ).toBeInTheDocument();
  });

  it('takes an answer and reads again', async () => {
    const getWorkload = jest.fn(async () => maturity);
    const attest = jest.fn(async () => {});
    render('/maturity', { getWorkload, attest });
    const [button] = await screen.findAllByRole('button', {
      name: "Attest: The team's calls were tried",
    });
    await userEvent.click(button);

    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Did you try it?');
    const submit = within(dialog).getByRole('button', { name: 'Attest' });
    expect(submit).toBeDisabled();
    await userEvent.click(within(dialog).getByLabelText('Yes, met'));
    const address = within(dialog).getByLabelText('Address of the evidence');
    await userEvent.type(address, 'notes');
    expect(submit).toBeDisabled();
    await userEvent.clear(address);
    await userEvent.type(address, 'https://example.com/notes');
    await userEvent.type(within(dialog).getByLabelText('Note'), 'Went well');
    expect(
      within(dialog).getByRole('textbox', { name: 'Valid for (days)' }),
    ).toHaveValue('90');
    await userEvent.click(submit);

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(attest).toHaveBeenCalledWith({
      workloadRef: 'system:default/shop',
      criterionId: 's-2-1.attested',
      answer: 'met',
      note: 'Went well',
      evidenceUrl: 'https://example.com/notes',
      expiresAt: expect.stringMatching(/^\d{4}-/),
    });
    expect(getWorkload).toHaveBeenCalledTimes(2);
  });

  it('says why an answer was not stored, and keeps what was written', async () => {
    render('/maturity', {
      getWorkload: async () => maturity,
      attest: async () => {
        throw named('NotAllowedError', 'Only group:default/team may attest');
      },
    });
    const [button] = await screen.findAllByRole('button', { name: /^Attest:/ });
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByLabelText('No, not met'));
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Attest' }),
    );
    // Under the name of the group, not its ref.
    const group = await within(dialog).findByRole('link', { name: 'team' });
    expect(group).toHaveAttribute('href', '/catalog/default/group/team');
    expect(dialog).toHaveTextContent('Only team may attest');
    expect(within(dialog).getByLabelText('No, not met')).toBeChecked();
  });

  it('offers no dialog to those who may not attest, and says why', async () => {
    render('/maturity', {
      getWorkload: async () => ({
        ...maturity,
        attest: {
          allowed: false,
          reason: 'Only group:default/team may attest.',
        },
      }),
    });
    expect(
      await screen.findByText(/^You may not attest this workload/),
    ).toHaveTextContent(
      'You may not attest this workload: Only team may attest.',
    );
    expect(
      screen.queryByRole('button', { name: /^Attest/ }),
    ).not.toBeInTheDocument();
  });

  it('shows what is wrong with a model file and that the last good version counts', async () => {
    render('/maturity', {
      getWorkload: async () => ({
        ...maturity,
        modelStatus: [
          {
            ...maturity.modelStatus[0],
            problems: [
              {
                file: 'models/small.yaml',
                line: 3,
                column: 9,
                field: 'metadata.title',
                message: 'expected string',
              },
            ],
            problemsAt: '2026-11-20T12:00:00.000Z',
          },
        ],
        sources: [
          {
            source: 'catalog',
            collectedAt: '2026-11-20T12:00:00.000Z',
            error: 'The catalog could not be read: no answer',
            errorAt: '2026-11-20T13:00:00.000Z',
          },
        ],
      }),
    });
    expect(
      await screen.findByText(
        'models/small.yaml:3:9 metadata.title: expected string',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/last good version stays in force/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/The catalog could not be read: no answer/),
    ).toBeInTheDocument();
    expect(screen.getByText(/Level 1 of 2 is proven/)).toBeInTheDocument();
  });

  it.each([
    ['not evaluated yet', maturity.modelStatus, /has not been evaluated yet/],
    ['without models', [], /No maturity model is in force/],
  ])('is empty when %s', async (_, modelStatus, text) => {
    render('/maturity', {
      getWorkload: async () => ({ ...maturity, models: [], modelStatus }),
    });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('says what went wrong, and tries again', async () => {
    const getWorkload = jest
      .fn(async () => maturity)
      .mockRejectedValueOnce(new Error('The database is away'));
    render('/maturity', { getWorkload });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText(/Level 1 of 2 is proven/),
    ).toBeInTheDocument();
  });

  it('says that the reader may not see it', async () => {
    render('/maturity', {
      getWorkload: async () => {
        throw named(
          'NotAllowedError',
          "You lack the permission 'maturity.read'",
        );
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});

describe('the maturity card', () => {
  it('shows the ladder on the overview', async () => {
    render('', { getWorkload: async () => maturity });
    expect(
      await screen.findByText('2 criteria to level 2'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: 'Levels of Small' }),
    ).toBeInTheDocument();
  });
});
