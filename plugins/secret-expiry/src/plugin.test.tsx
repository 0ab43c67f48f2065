import { ResponseError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  CredentialsPage,
  CredentialsQuery,
} from '@plumbline/plugin-secret-expiry-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  WORKLOAD,
  credential,
  inDays,
  page,
  place,
} from './__fixtures__/credentials';
import { entityPage } from './__fixtures__/entityPage';
import secretExpiryPlugin, { secretExpiryApiRef } from '.';

type Answer = CredentialsPage | Error | Promise<CredentialsPage>;

function open(path: string, answer: Answer) {
  const getCredentials = jest.fn(async (_: CredentialsQuery) => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  renderTestApp({
    features: [entityPage(WORKLOAD), secretExpiryPlugin],
    apis: [[secretExpiryApiRef, { getCredentials }]],
    initialRouteEntries: [`/catalog/default/system/deal-fraud-model${path}`],
  });
  return getCredentials;
}

const CREDENTIALS = page([
  credential('old', -370, -4),
  credential('api-tls', -359, 6, {
    runbookUrl: 'https://docs.example.com/rotate',
    portalUrl: 'https://portal.azure.com/#asset',
    previous: [
      { created: inDays(-724), expires: inDays(-368), replaced: inDays(-359) },
    ],
  }),
  credential('renewing', -20, 26, { rotation: 'automatic' }),
  credential('far', -10, 300, {
    entityRef: 'resource:default/deal-fraud-eus2-kv',
    ownerRef: 'group:default/platform',
  }),
  credential('undated', -900, undefined, { kind: 'secret' }),
]);

function refusal(status: number, name: string, message: string) {
  return ResponseError.fromResponse({
    ok: false,
    status,
    statusText: name,
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () =>
      JSON.stringify({
        error: { name, message },
        response: { statusCode: status },
      }),
  } as Response);
}

describe('the secret expiry tab', () => {
  it('shows what expires when, who renews it, how, and how far that is known', async () => {
    const getCredentials = open('/secret-expiry', CREDENTIALS);
    expect(await screen.findByText('The next 90 days')).toBeInTheDocument();

    const vault = (
      await screen.findAllByRole('heading', { level: 4 })
    )[0].closest('section')!;
    const marks = within(vault)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(marks).toEqual([
      'old3 days ago, past its date',
      'api-tlsin 6 days',
      'renewingin 26 days, renews itself',
    ]);

    const table = await screen.findByRole('grid');
    const row = await within(table).findByRole('row', { name: /api-tls/ });
    expect(row).toHaveTextContent('Certificate');
    expect(row).toHaveTextContent('deal-fraud');
    expect(row).toHaveTextContent('Stage 5 of 6');
    expect(row).toHaveTextContent('By hand');
    expect(row).toHaveTextContent('replaced 9 days late');
    expect(
      within(row).getByTitle(
        'The closer its date, the higher the stage: with a lifetime of 365 days, stages begin 90, 60, 30, 14, 7, 1 days before it expires.',
      ),
    ).toBeInTheDocument();
    expect(
      within(row).getByRole('link', { name: 'Runbook: api-tls' }),
    ).toHaveAttribute('href', 'https://docs.example.com/rotate');
    expect(
      within(row).getByRole('link', { name: 'Open in portal: api-tls' }),
    ).toBeInTheDocument();
    for (const [name, state] of [
      ['old', 'Past its date'],
      ['renewing', 'Renews itself'],
      ['far', 'Fine'],
      ['undated', 'No expiry date'],
    ]) {
      expect(
        within(table).getByRole('row', { name: new RegExp(name) }),
      ).toHaveTextContent(state);
    }
    expect(
      screen.getByText(/Inventory deal-fraud-model read/),
    ).toHaveTextContent('Inventory deal-fraud-model read 1 minute ago');

    await userEvent.click(
      within(table).getByRole('columnheader', { name: 'Owner' }),
    );
    await waitFor(() =>
      expect(getCredentials).toHaveBeenLastCalledWith({
        workloadRef: 'system:default/deal-fraud-model',
        offset: 0,
        limit: 20,
        orderBy: 'owner',
      }),
    );
  });

  it('shows where an inventory has errors, beside what could be read', async () => {
    open(
      '/secret-expiry',
      page([credential('api-tls', -359, 6)], {
        coverage: 'partly',
        places: [
          place({
            outcome: 'partly',
            problemCount: 3,
            problems: [
              {
                file: 'credentials/deal-fraud.yaml',
                line: 14,
                column: 5,
                field: 'credentials[1].rotation',
                expected: 'one of manual, automatic',
              },
            ],
          }),
          place({
            place: 'gone.yaml',
            title: 'Inventory gone',
            outcome: 'could-not-look',
            reason: 'credentials/gone.yaml could not be read (EACCES)',
            lastSuccess: undefined,
          }),
        ],
        failingSources: [
          {
            sourceId: 'vaults',
            reason: 'No route to host',
            lastLooked: inDays(-1),
          },
        ],
      }),
    );
    expect(
      await screen.findByText('credentials/deal-fraud.yaml:14:5'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /credentials\[1\]\.rotation: expected one of manual, automatic/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('and 2 more errors')).toBeInTheDocument();
    expect(
      screen.getByText(/Inventory gone could not be read: .*never been read/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Source vaults could not be listed: No route to host'),
    ).toBeInTheDocument();
  });

  it.each([
    ['looked', 'None found'],
    ['not-looked', 'Not looked'],
    ['partly', 'Could not be read'],
  ] as const)('tells why it is empty: %s', async (coverage, title) => {
    open('/secret-expiry', page([], { coverage, places: [] }));
    expect(
      await screen.findByRole('heading', { name: title }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    open('/secret-expiry', new Promise(() => {}));
    expect(await screen.findByLabelText('Loading')).toBeInTheDocument();
  });

  it('shows an error with a way to try again, and no data', async () => {
    open('/secret-expiry', await refusal(500, 'Error', 'The database is away'));
    expect(
      await screen.findByText('This could not be read'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('says so when the permission lacks', async () => {
    open(
      '/secret-expiry',
      await refusal(
        403,
        'NotAllowedError',
        "You lack the permission 'secret-expiry.read'",
      ),
    );
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText(/secret-expiry\.read/)).toBeInTheDocument();
  });
});

describe('the secret expiry card', () => {
  it('shows the next three on the overview, and leads to the tab', async () => {
    open('', CREDENTIALS);
    const next = (
      await screen.findByRole('heading', { name: 'Next to expire' })
    ).parentElement!;
    expect(
      within(next)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(/^old.*Past its date$/),
      expect.stringMatching(/^api-tls.*Stage 5 of 6$/),
      expect.stringMatching(/^renewing.*Renews itself$/),
    ]);
    expect(
      screen.getByRole('link', { name: 'All credentials' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/system/deal-fraud-model/secret-expiry',
    );
  });
});
