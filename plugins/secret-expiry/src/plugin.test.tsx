import { ResponseError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  counts,
  credential,
  inDays,
  overview,
  place,
} from './__fixtures__/credentials';
import { openWorkload } from './__testUtils__/openWorkload';

const weu = 'resource:default/deal-fraud-weu';
const CREDENTIALS = [
  credential('old', -370, -4, { stampRef: weu }),
  credential('api-tls', -359, 6, {
    stampRef: weu,
    placeCount: 3,
    runbookUrl: 'https://docs.example.com/rotate',
    portalUrl: 'https://portal.azure.com/#asset',
    previous: [
      { created: inDays(-724), expires: inDays(-368), replaced: inDays(-359) },
    ],
  }),
  credential('renewing', -20, 26, { rotation: 'automatic' }),
  credential('far', -10, 300, {
    entityRef: 'resource:default/deal-fraud-eus2-kv',
    stampRef: 'resource:default/deal-fraud-eus2',
    responsibleRef: 'group:default/platform',
  }),
  credential('undated', -900, undefined, {
    kind: 'secret',
    findings: [
      { code: 'no-expiry', reason: 'It has no expiry date.' },
      { code: 'no-rotation', reason: 'A person renews it.' },
    ],
  }),
];

async function refusal(status: number, name: string, message: string) {
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
  it('says first who must act, then what expires when by stamp, whose it is and how to renew it', async () => {
    openWorkload('/secret-expiry', CREDENTIALS);
    expect(await screen.findByText('2 need someone now')).toBeInTheDocument();
    expect(screen.getByText('5 credentials in all')).toBeInTheDocument();
    expect(await screen.findByText('The next 90 days')).toBeInTheDocument();
    await screen.findByRole('list', { name: 'Expiring, All stamps' });
    expect(
      screen
        .getAllByRole('heading', { level: 4 })
        .map(({ textContent }) => textContent),
    ).toEqual(['All stamps', 'Stamp deal-fraud-eus2', 'Stamp deal-fraud-weu']);
    expect(screen.getByText(/The next is far/)).toHaveTextContent(
      'Nothing expires in the next 90 days. The next is far, in 300 days.',
    );
    const rows = within(
      screen.getByRole('list', { name: 'Expiring, deal-fraud-weu' }),
    ).getAllByRole('listitem');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'oldCertificate in deal-fraud-weu-kv, deal-fraud3 days ago · Past its date · By handNo runbook',
      'api-tlsCertificate in deal-fraud-weu-kv and 2 more places, deal-fraudin 6 days · Stage 5 of 6 · By handRunbookOpen in portal',
    ]);
    expect(
      within(rows[1]).getByRole('link', { name: 'Runbook: api-tls' }),
    ).toHaveAttribute('href', 'https://docs.example.com/rotate');
  });

  it('lists all of them with state, findings, rotation and owner, sorted by the back end', async () => {
    const { getCredentials } = openWorkload('/secret-expiry', CREDENTIALS);
    const table = await screen.findByRole('grid');
    const row = await within(table).findByRole('row', { name: /api-tls/ });
    expect(row).toHaveTextContent('Certificate');
    expect(row).toHaveTextContent('deal-fraud-weu-kv and 2 more places');
    expect(row).toHaveTextContent('Stage 5 of 6');
    expect(row).toHaveTextContent('By hand');
    expect(row).toHaveTextContent('replaced 9 days late');
    expect(
      within(row).getByTitle(
        'The closer its date, the higher the stage: with a lifetime of 365 days, stages begin 90, 60, 30, 14, 7, 1 days before it expires.',
      ),
    ).toBeInTheDocument();
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
    const undated = within(table).getByRole('row', { name: /undated/ });
    expect(within(undated).getByTitle('A person renews it.')).toHaveTextContent(
      'No rotation',
    );
    // The state says it already.
    expect(
      within(undated).queryByTitle('It has no expiry date.'),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText(/Inventory deal-fraud-model read/),
    ).toHaveTextContent(
      'Inventory deal-fraud-model read 1 minute ago, 5 credentials known',
    );

    await userEvent.click(
      within(table).getByRole('columnheader', { name: 'Owner' }),
    );
    await waitFor(() =>
      expect(getCredentials).toHaveBeenLastCalledWith({
        workloadRef: ['system:default/deal-fraud-model'],
        offset: 0,
        limit: 20,
        orderBy: 'owner',
      }),
    );
  });

  it('narrows the list to what is counted, one question at a time', async () => {
    const { getCredentials } = openWorkload('/secret-expiry', CREDENTIALS);
    const filters = await screen.findByRole('list', { name: 'Show only' });
    expect(
      within(filters)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Need someone 2', 'No expiry date 1', 'No rotation 1']);
    await userEvent.click(
      within(filters).getByRole('button', { name: /Need someone/ }),
    );
    await waitFor(() =>
      expect(getCredentials).toHaveBeenLastCalledWith(
        expect.objectContaining({ needsSomeone: true }),
      ),
    );
    await userEvent.click(
      within(filters).getByRole('button', { name: /No rotation/ }),
    );
    await waitFor(() =>
      expect(getCredentials).toHaveBeenLastCalledWith(
        expect.objectContaining({ finding: ['no-rotation'] }),
      ),
    );
    expect(getCredentials).not.toHaveBeenCalledWith(
      expect.objectContaining({
        finding: ['no-rotation'],
        needsSomeone: true,
      }),
    );
  });

  it('draws the first few of a long lane until all are asked for', async () => {
    openWorkload(
      '/secret-expiry',
      Array.from({ length: 12 }, (_, index) =>
        credential(`secret-${index}`, -300, index + 1),
      ),
    );
    const lane = await screen.findByRole('list', {
      name: 'Expiring, All stamps',
    });
    expect(within(lane).getAllByRole('listitem')).toHaveLength(8);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 12' }));
    expect(within(lane).getAllByRole('listitem')).toHaveLength(12);
  });

  it('hands out as CSV what the list is narrowed to', async () => {
    const downloadCredentials = jest.fn(async () => new Blob(['name']));
    URL.createObjectURL = jest.fn(() => 'blob:');
    URL.revokeObjectURL = jest.fn();
    openWorkload('/secret-expiry', CREDENTIALS, { downloadCredentials });
    await userEvent.click(
      await screen.findByRole('button', { name: /Need someone/ }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'CSV' }));
    await waitFor(() =>
      expect(downloadCredentials).toHaveBeenCalledWith(
        {
          workloadRef: ['system:default/deal-fraud-model'],
          needsSomeone: true,
        },
        expect.any(Function),
      ),
    );
  });

  it('says what is wrong with the vaults and what to do', async () => {
    openWorkload('/secret-expiry', CREDENTIALS, {
      getWorkload: async () =>
        overview({
          vaultFindings: [
            {
              code: 'shared-vault',
              stampRefs: [weu],
              vaultRefs: ['resource:default/deal-fraud-weu-kv'],
              reason: 'One vault serves two stamps.',
              nextStep: 'Give each stamp a vault of its own.',
            },
          ],
        }),
    });
    const vaults = await screen.findByRole('list', { name: 'Vaults' });
    expect(vaults).toHaveTextContent(
      'Shared vault: One vault serves two stamps.Give each stamp a vault of its own.Concerns deal-fraud-weu, deal-fraud-weu-kv',
    );
  });

  it('shows where an inventory has errors, beside what could be read', async () => {
    openWorkload('/secret-expiry', [credential('api-tls', -359, 300)], {
      getWorkload: async () =>
        overview({
          coverage: 'partly',
          places: [
            place({
              outcome: 'partly',
              problemCount: 4,
              problems: [
                {
                  file: 'credentials/deal-fraud.yaml',
                  line: 14,
                  column: 5,
                  field: 'credentials[1].rotation',
                  expected: 'one of manual, automatic',
                },
                { sentence: 'The page 3 repeats page 2.' },
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
    });
    expect(
      await screen.findByText('credentials/deal-fraud.yaml:14:5'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /credentials\[1\]\.rotation: expected one of manual, automatic/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('The page 3 repeats page 2.')).toBeInTheDocument();
    expect(screen.getByText('and 2 more errors')).toBeInTheDocument();
    expect(screen.getByText(/Inventory gone/)).toHaveTextContent(
      'Inventory gone could not be read 1 minute ago: credentials/gone.yaml could not be read (EACCES). It has never been read.',
    );
    expect(
      screen.getByText(/Source vaults could not be listed: No route to host/),
    ).toBeInTheDocument();
    // That nobody has to act is not claimed of what could not be read.
    expect(
      await screen.findByText(
        'Nobody has to act now, as far as it could be read',
      ),
    ).toBeInTheDocument();
  });

  it.each([
    ['looked', 'None found'],
    ['not-looked', 'Not looked'],
    ['partly', 'Could not be read'],
  ] as const)('tells why it is empty: %s', async (coverage, title) => {
    openWorkload('/secret-expiry', [], {
      getWorkload: async () => overview({ coverage, places: [] }),
    });
    expect(
      await screen.findByRole('heading', { name: title }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    openWorkload('/secret-expiry', [], {
      getWorkload: () => new Promise(() => {}),
    });
    expect(await screen.findByLabelText('Loading')).toBeInTheDocument();
  });

  it('shows an error with a way to try again, and no data', async () => {
    const getWorkload = jest
      .fn()
      .mockRejectedValueOnce(
        await refusal(500, 'Error', 'The database is away'),
      )
      .mockResolvedValue(overview());
    openWorkload('/secret-expiry', CREDENTIALS, { getWorkload });
    expect(
      await screen.findByText('This could not be read'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('grid')).toBeInTheDocument();
  });

  it('shows what could be read when another read fails', async () => {
    openWorkload('/secret-expiry', CREDENTIALS, {
      getCounts: async () => {
        throw new Error('The counts are away');
      },
    });
    expect(await screen.findByText(/The counts are away/)).toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: 'Where this comes from' }),
    ).toBeInTheDocument();
  });

  it('says so when the permission lacks', async () => {
    const refused = await refusal(
      403,
      'NotAllowedError',
      "You lack the permission 'secret-expiry.read'",
    );
    openWorkload('/secret-expiry', [], {
      getWorkload: async () => {
        throw refused;
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText(/secret-expiry\.read/)).toBeInTheDocument();
  });
});

describe('the secret expiry card', () => {
  it('shows on the overview whether somebody must act and the next three dates, and leads to the tab', async () => {
    openWorkload('', CREDENTIALS);
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
    expect(screen.getByText('2 need someone now')).toBeInTheDocument();
    const tab = '/catalog/default/system/deal-fraud-model/secret-expiry';
    expect(
      screen.getByRole('link', { name: 'All credentials' }),
    ).toHaveAttribute('href', tab);
    expect(within(next).getByRole('link', { name: 'old' })).toHaveAttribute(
      'href',
      `${tab}?credential=old`,
    );
  });

  it('says nothing of dates where there are none', async () => {
    const undated = [credential('undated', -9, undefined)];
    openWorkload('', undated, { getCounts: async () => counts(undated) });
    expect(
      await screen.findByText(/Nothing expires in the next 90 days/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('heading', { name: 'Next to expire' }),
    ).not.toBeInTheDocument();
  });
});
