import { ResponseError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, minutesAgo, stamp, told } from './__fixtures__/stamps';
import { openWorkload } from './__testUtils__/openWorkload';

const WEU = 'shop-prod-westeurope-001';
const NEU = 'shop-prod-northeurope-001';

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

/** Where a link into a form leads, and with what filled in. */
function formOf(link: HTMLElement): [string, unknown] {
  const address = new URL(link.getAttribute('href')!, 'http://localhost');
  return [address.pathname, JSON.parse(address.searchParams.get('formData')!)];
}

describe('the tab', () => {
  it('says of each stamp how far it is, what it serves, how its pipeline did, and leads to the forms', async () => {
    openWorkload('/stamps', async () =>
      answer([
        stamp(WEU),
        stamp(NEU, {
          region: 'northeurope',
          lifecycle: 'planned',
          trafficWeight: 0,
          status: undefined,
        }),
      ]),
    );
    const weu = await screen.findByRole('region', { name: WEU });
    expect(screen.getByText('Nothing to look at')).toBeInTheDocument();
    expect(screen.getByText('2 stamps, 1 serving')).toBeInTheDocument();
    for (const text of [
      'Active',
      'West Europe, prod',
      '100 % of its full part',
      'crshop.azurecr.io/shop:1.4.2unit blue',
      '400 of at most 1,000 concurrent users',
      'Terraform, GitHub Actions',
      'Succeeded5 minutes ago · Run',
      'As renderedcompared 1 minute ago · version 2.0.0',
    ]) {
      expect(weu).toHaveTextContent(text);
    }
    expect(
      within(weu).getByRole('link', {
        name: `Run of the pipeline of ${WEU}`,
      }),
    ).toHaveAttribute(
      'href',
      'https://dev.azure.com/example/shop/_build/results?buildId=7',
    );
    expect(
      formOf(within(weu).getByRole('link', { name: `Change ${WEU}` })),
    ).toEqual([
      '/create/templates/default/change-stamp',
      { stamp: `resource:default/${WEU}` },
    ]);
    expect(
      formOf(within(weu).getByRole('link', { name: `Retire ${WEU}` })),
    ).toEqual([
      '/create/templates/default/retire-stamp',
      { stamp: `resource:default/${WEU}` },
    ]);
    expect(formOf(screen.getByRole('link', { name: 'Add a stamp' }))).toEqual([
      '/create/templates/default/add-stamp',
      { workload: 'system:default/shop' },
    ]);

    const neu = screen.getByRole('region', { name: NEU });
    for (const text of [
      'Planned',
      'Trafficnone',
      'not deployed yet; asked for: crshop.azurecr.io/shop:1.4.2',
      'Its pipeline has told nothing yet',
    ]) {
      expect(neu).toHaveTextContent(text);
    }
  });

  it('tells stamps with the same title apart', async () => {
    openWorkload('/stamps', async () =>
      answer([
        stamp(WEU, { title: 'West Europe, prod' }),
        stamp('shop-prod-westeurope-002', { title: 'West Europe, prod' }),
      ]),
    );
    expect(
      await screen.findByRole('region', { name: `West Europe, prod (${WEU})` }),
    ).toHaveTextContent(WEU);
    expect(
      screen.getByRole('link', {
        name: 'Change West Europe, prod (shop-prod-westeurope-002)',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('table', { name: 'What pipelines told' }),
    ).toHaveTextContent(`West Europe, prod${WEU}`);
  });

  it('says that something else serves than its files ask for', async () => {
    openWorkload('/stamps', async () =>
      answer([stamp(WEU, { image: 'crshop.azurecr.io/shop:1.5.0' })]),
    );
    expect(await screen.findByRole('region', { name: WEU })).toHaveTextContent(
      'crshop.azurecr.io/shop:1.4.2unit blueasked for: crshop.azurecr.io/shop:1.5.0',
    );
  });

  it('lists which files differ and how, the first few until all are asked for', async () => {
    const files = Array.from({ length: 10 }, (_, index) => ({
      path: `stamps/shop/prod/westeurope-001/terraform/file${index}.tf`,
      problem: (['changed', 'missing', 'unexpected'] as const)[index % 3],
    }));
    openWorkload('/stamps', async () =>
      answer([
        stamp(WEU, {
          drift: {
            state: 'changed',
            files,
            templateVersion: '1.0.0',
            newestTemplateVersion: '2.0.0',
            checkedAt: minutesAgo(1),
          },
        }),
      ]),
    );
    expect(await screen.findByText('1 stamp to look at')).toBeInTheDocument();
    expect(screen.getByText('10 files differ')).toBeInTheDocument();
    const list = screen.getByRole('list', {
      name: `Files of ${WEU} that differ`,
    });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent)
        .slice(0, 3),
    ).toEqual([
      'stamps/shop/prod/westeurope-001/terraform/file0.tf changed by hand',
      'stamps/shop/prod/westeurope-001/terraform/file1.tf missing',
      'stamps/shop/prod/westeurope-001/terraform/file2.tf not from here',
    ]);
    expect(within(list).getAllByRole('listitem')).toHaveLength(8);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 10' }));
    expect(within(list).getAllByRole('listitem')).toHaveLength(10);
    expect(
      screen.getByText(/Rendered by version 1\.0\.0; the newest is 2\.0\.0/),
    ).toBeInTheDocument();
  });

  it('never calls unknown what it could not compare fine', async () => {
    openWorkload('/stamps', async () =>
      answer([
        stamp(WEU, {
          drift: {
            state: 'unknown',
            files: [],
            newestTemplateVersion: '2.0.0',
            error: { message: 'The host is away', since: minutesAgo(90) },
          },
        }),
      ]),
    );
    expect(
      await screen.findByText('Nothing to look at, as far as it is known'),
    ).toBeInTheDocument();
    expect(screen.getByRole('region', { name: WEU })).toHaveTextContent(
      'Not comparedCould not be looked at since 1 hour ago: The host is away',
    );
  });

  it('says when the last good comparison is old', async () => {
    openWorkload('/stamps', async () =>
      answer([
        stamp(WEU, {
          drift: {
            ...stamp(WEU).drift!,
            checkedAt: minutesAgo(30),
            error: { message: 'The host is away', since: minutesAgo(28) },
          },
        }),
      ]),
    );
    expect(await screen.findByRole('region', { name: WEU })).toHaveTextContent(
      'As renderedcompared 30 minutes ago · version 2.0.0Could not be looked at since 28 minutes ago: The host is away',
    );
  });

  it.each([
    [
      'draining',
      stamp(WEU, { lifecycle: 'draining', trafficWeight: 0 }),
      { change: false, retire: false },
      /Still draining: its files can be removed once its pipeline has told/,
    ],
    [
      'without a lock',
      stamp(WEU, { drift: undefined, status: undefined, image: undefined }),
      { change: false, retire: false },
      /It was not made from here/,
    ],
    [
      'retired',
      stamp(WEU, { lifecycle: 'retired', trafficWeight: 0 }),
      { change: false, retire: true },
      /Destroyed: only its files are left/,
    ],
  ] as const)(
    'says what can be done to a stamp that is %s, and why not more',
    async (_, row, { change, retire }, reason) => {
      openWorkload('/stamps', async () => answer([row]));
      expect(await screen.findByText(reason)).toBeInTheDocument();
      const actions = [
        [`Change ${WEU}`, change],
        [retire ? `Remove the files of ${WEU}` : `Retire ${WEU}`, retire],
      ] as const;
      for (const [name, isLink] of actions) {
        expect(screen.queryAllByRole('link', { name })).toHaveLength(
          isLink ? 1 : 0,
        );
        // Only what does nothing is a button.
        expect(
          screen
            .queryAllByRole('button', { name })
            .map(button => button.hasAttribute('disabled')),
        ).toEqual(isLink ? [] : [true]);
      }
    },
  );

  it('says why the reader may do nothing', async () => {
    openWorkload('/stamps', async () =>
      answer([stamp(WEU)], {
        mayChange: {
          allowed: false,
          reason: 'Only group:default/shop may change its stamps.',
        },
      }),
    );
    expect(await screen.findByText(/may change its stamps/)).toHaveTextContent(
      'may change its stamps.',
    );
    for (const name of ['Add a stamp', `Change ${WEU}`, `Retire ${WEU}`]) {
      expect(screen.getByRole('button', { name })).toBeDisabled();
    }
  });

  it('shows a failed run first, and what pipelines told before', async () => {
    const failed = told(WEU, { outcome: 'failed', observedAt: minutesAgo(2) });
    openWorkload('/stamps', async () =>
      answer([stamp(WEU, { status: failed })], {
        history: [
          failed,
          told(WEU),
          told('shop-prod-northeurope-001', {
            lifecycle: 'retired',
            trafficWeight: 0,
            unit: undefined,
            runUrl: undefined,
          }),
        ],
      }),
    );
    expect(await screen.findByText('1 stamp to look at')).toBeInTheDocument();
    const rows = within(
      screen.getByRole('table', { name: 'What pipelines told' }),
    ).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'WhenStampSaidServesRunTold by',
      `2 minutes ago${WEU}Activetraffic 100 %crshop.azurecr.io/shop:1.4.2unit blueFailedRunexternal:pipelines`,
      `5 minutes ago${WEU}Activetraffic 100 %crshop.azurecr.io/shop:1.4.2unit blueSucceededRunexternal:pipelines`,
      `5 minutes agoshop-prod-northeurope-001Retiredtraffic 0 %crshop.azurecr.io/shop:1.4.2Succeededexternal:pipelines`,
    ]);
  });

  it('shows stamps that are on their way, and open pull requests about others', async () => {
    const link = (number: number, branch: string) => ({
      label: `#${number}`,
      url: `https://github.com/example/estate/pull/${number}`,
      branch,
    });
    openWorkload('/stamps', async () =>
      answer(
        [
          stamp(WEU, {
            pullRequests: [link(7, `stamp-change-${WEU}`)],
          }),
        ],
        { additions: [{ ...link(8, `stamp-add-${NEU}`), stampName: NEU }] },
      ),
    );
    const additions = await screen.findByRole('list', { name: 'On their way' });
    expect(additions).toHaveTextContent(
      `${NEU}: Pull request #8 stamp-add-${NEU}`,
    );
    expect(
      within(additions).getByRole('link', {
        name: `Pull request #8 about ${NEU}`,
      }),
    ).toHaveAttribute('href', 'https://github.com/example/estate/pull/8');
    expect(
      screen.getByRole('link', { name: `Pull request #7 about ${WEU}` }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 stamp, 1 serving, 2 open pull requests'),
    ).toBeInTheDocument();
  });

  it('says what of the estate cannot be read', async () => {
    openWorkload('/stamps', async () =>
      answer([stamp(WEU)], {
        problem: 'stamps/shop/prod/northeurope-001/stamp.lock.json is no lock',
      }),
    );
    expect(
      await screen.findByText('Something in the estate cannot be read'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Nothing to look at, as far as it is known'),
    ).toBeInTheDocument();
    expect(screen.getByText(/is no lock/)).toBeInTheDocument();
  });

  it('says how to add the first one', async () => {
    openWorkload('/stamps', async () => answer([]));
    expect(
      await screen.findByRole('heading', { name: 'No stamps yet' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/Add the first one/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Add a stamp' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('What pipelines told')).not.toBeInTheDocument();
  });

  it('has no way into forms where there are none', async () => {
    openWorkload('/stamps', async () => answer([stamp(WEU)]), {
      withForms: false,
    });
    await screen.findByRole('region', { name: WEU });
    expect(screen.queryByText('Change')).not.toBeInTheDocument();
    expect(screen.queryByText('Add a stamp')).not.toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    openWorkload('/stamps', () => new Promise(() => {}));
    expect(await screen.findByLabelText('Loading')).toBeInTheDocument();
  });

  it('shows an error with a way to try again', async () => {
    const read = jest
      .fn()
      .mockRejectedValueOnce(await refusal(500, 'Error', 'The store is away'))
      .mockResolvedValue(answer([stamp(WEU)]));
    openWorkload('/stamps', read);
    expect(
      await screen.findByText('This could not be read'),
    ).toBeInTheDocument();
    expect(screen.getByText('The store is away')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: WEU }),
    ).toBeInTheDocument();
  });

  it('reads again when it comes back into sight, and keeps what it knew with its age when that fails', async () => {
    const read = jest
      .fn()
      .mockResolvedValueOnce(answer([stamp(WEU)]))
      .mockRejectedValue(await refusal(503, 'Error', 'The store is away'));
    openWorkload('/stamps', read);
    await screen.findByRole('region', { name: WEU });
    const visibility = jest.spyOn(document, 'visibilityState', 'get');
    visibility.mockReturnValue('hidden');
    await act(async () => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(read).toHaveBeenCalledTimes(1);
    visibility.mockReturnValue('visible');
    await act(async () => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await waitFor(() => expect(read).toHaveBeenCalledTimes(2));
    expect(await screen.findByText('Not up to date')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: WEU })).toBeInTheDocument();
    visibility.mockRestore();
  });

  it('says so when the permission lacks', async () => {
    const refused = await refusal(
      403,
      'NotAllowedError',
      "You lack the permission 'stamp.read'",
    );
    openWorkload('/stamps', async () => {
      throw refused;
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText(/stamp\.read/)).toBeInTheDocument();
  });
});

describe('the card', () => {
  it('says how far each stamp is and which needs somebody, and leads to the tab', async () => {
    openWorkload('', async () =>
      answer([
        stamp(WEU, { status: told(WEU, { outcome: 'failed' }) }),
        stamp(NEU, { lifecycle: 'planned', status: undefined }),
      ]),
    );
    const list = await screen.findByRole('list', { name: 'Stamps' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([`${WEU}ActiveFailed`, `${NEU}PlannedAs rendered`]);
    expect(screen.getByText('1 stamp to look at')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All stamps' })).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/stamps',
    );
  });

  it('says that there is none', async () => {
    openWorkload('', async () => answer([]));
    expect(await screen.findByText('No stamps yet')).toBeInTheDocument();
  });
});
