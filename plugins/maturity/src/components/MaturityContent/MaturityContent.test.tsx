import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { maturity, model, scorecard } from '../../__fixtures__/maturity';
import { named, renderWorkload } from '../../__testUtils__/renderWorkload';

const criterion = (title: string) =>
  screen
    .getAllByText(title)
    .map(element => element.closest('li'))
    .find(item => item?.hasAttribute('tabindex'))!;

/** The list of one strategy under all criteria. */
const criteriaOf = (strategy: string) =>
  screen.findByRole('list', { name: `Criteria of ${strategy}` });

describe('where the workload stands', () => {
  it('says it in a sentence, and names the pillars that hold it there', async () => {
    renderWorkload('/maturity');
    const sentence = await screen.findByText(/Level 1 of 2 is proven/);
    expect(sentence).toHaveTextContent(
      'Level 1 of 2 is proven: held by Operational Excellence and Security. For more, 1 criterion that is not met is in the way.',
    );
    expect(screen.getByText(/CC BY 4\.0/)).toHaveAttribute(
      'href',
      'https://example.com/model',
    );
  });

  it.each([
    [{ possible: 2 }, /Up to 2 once what is unknown turns out to be met/],
    [{ proven: 0 }, /No level is proven yet/],
    [
      {
        proven: 2,
        possible: 2,
        next: undefined,
        pillars: model.pillars.map(pillar => ({ ...pillar, proven: 2 })),
      },
      /Level 2 of 2 is proven, on every pillar\. That is the highest/,
    ],
  ])('explains the level of %j', async (changes, words) => {
    renderWorkload('/maturity', {
      getWorkload: async () => ({
        ...maturity,
        models: [{ ...model, ...changes }],
      }),
    });
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('draws a ladder for each pillar, whose steps lead to their level', async () => {
    renderWorkload('/maturity');
    const pillars = await screen.findByRole('list', {
      name: 'Levels by pillar',
    });
    const steps = (title: string) =>
      within(
        within(pillars).getByRole('list', { name: `Levels of ${title}` }),
      ).getAllByRole('listitem');
    expect(
      steps('Operational Excellence').map(({ textContent }) => textContent),
    ).toEqual(['1proven', '20 of 3']);
    expect(steps('Security').map(({ textContent }) => textContent)).toEqual([
      '1proven',
      '20 of 1, possible',
    ]);
    expect(
      within(pillars).getByRole('link', {
        name: 'Level 2 of Security: 0 of 1, possible',
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/maturity?model=small&pillar=security&level=2',
    );
  });

  it('shows one model at a time', async () => {
    const other = { ...model, id: 'other', title: 'Other' };
    const { getScorecard } = renderWorkload('/maturity?model=other', {
      getWorkload: async () => ({ ...maturity, models: [model, other] }),
    });
    expect(
      await screen.findByRole('heading', { name: 'Other' }),
    ).toBeInTheDocument();
    expect(getScorecard).toHaveBeenCalledWith(
      { namespace: 'default', name: 'shop' },
      'other',
    );
    await userEvent.click(screen.getByRole('button', { name: /Model$/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'Small' }));
    expect(
      await screen.findByRole('heading', { name: 'Small' }),
    ).toBeInTheDocument();
  });

  it('tells what is wrong with models and facts, and how old they are', async () => {
    renderWorkload('/maturity', {
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
            source: 'repository',
            collectedAt: '2026-11-20T12:00:00.000Z',
            error: 'No answer',
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
      screen.getByText('Facts of repository are not up to date'),
    ).toBeInTheDocument();
    expect(screen.getByText(/No answer/)).toHaveTextContent(
      /What you see was collected/,
    );
    expect(screen.getByText(/Level 1 of 2 is proven/)).toBeInTheDocument();
  });

  it('collects anew for those who may', async () => {
    const api = renderWorkload('/maturity');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Refresh now' }),
    );
    expect(
      await screen.findByText('Collected and evaluated'),
    ).toBeInTheDocument();
    expect(api.refresh).toHaveBeenCalledWith(['system:default/shop']);
    await waitFor(() => expect(api.getWorkload).toHaveBeenCalledTimes(2));
    expect(api.getScorecard).toHaveBeenCalledTimes(2);
  });

  it('offers no refresh to others', async () => {
    renderWorkload('/maturity', {
      getPermissions: async () => ({
        read: true,
        attest: true,
        exempt: false,
        campaign: false,
        model: false,
        refresh: false,
      }),
    });
    await criteriaOf('Escalation');
    expect(
      screen.queryByRole('button', { name: 'Refresh now' }),
    ).not.toBeInTheDocument();
  });

  it('offers a badge with Markdown to copy', async () => {
    const api = renderWorkload('/maturity');
    await userEvent.click(await screen.findByRole('button', { name: 'Badge' }));
    const badge = await screen.findByRole('dialog');
    expect(
      await within(badge).findByRole('img', { name: 'Maturity: Small' }),
    ).toHaveAttribute('src', 'data:image/svg+xml,%3Csvg%2F%3E');
    expect(badge).toHaveTextContent(
      '[![Maturity: Small](http://portal/api/maturity/badges/default/shop.svg)](http://localhost/)',
    );
    expect(api.getBadge).toHaveBeenCalledWith(
      { namespace: 'default', name: 'shop' },
      { modelId: 'small', pillarId: undefined },
    );
  });
});

describe('what is next', () => {
  it('lists only what is in the way, by pillar, with what to do', async () => {
    renderWorkload('/maturity');
    const list = await screen.findByRole('list', {
      name: 'Operational Excellence',
    });
    const items = within(list).getAllByRole('listitem');
    expect(items).toHaveLength(3);
    expect(items[0]).toHaveTextContent(
      /not met.*Escalation path is known.*What to do: Say who is called\./,
    );
    expect(items[1]).toHaveTextContent(
      /unknown.*calls were tried.*Nobody has attested it\./,
    );
    expect(
      within(screen.getByRole('list', { name: 'Security' })).getByRole(
        'listitem',
      ),
    ).toHaveTextContent(/error.*Vaults are private.*could not be run/);
  });

  it('says when there is nothing left', async () => {
    renderWorkload('/maturity', {
      getScorecard: async () => ({ ...scorecard, next: undefined }),
    });
    expect(
      await screen.findByText(/The highest level is proven/),
    ).toBeInTheDocument();
  });
});

describe('all criteria', () => {
  it('opens the next level of the lowest pillar', async () => {
    renderWorkload('/maturity');
    const list = await criteriaOf('Escalation');
    expect(within(list).getAllByRole('listitem')).toHaveLength(3);
    expect(
      screen.getByRole('button', { name: /^Level 2, Watched/ }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByRole('button', { name: /Level 1, Begun/ }),
    ).toHaveAttribute('aria-expanded', 'false');
  });

  it('shows evidence as links, its age and since when it is so', async () => {
    renderWorkload('/maturity?pillar=operational-excellence&level=1');
    const list = await criteriaOf('Ownership');
    expect(list).toHaveTextContent(
      /met.*Owned by a group.*Owner: team.*by facts · seen .* · met since Nov 1, 2026/,
    );
    expect(within(list).getByRole('link', { name: 'team' })).toHaveAttribute(
      'href',
      '/catalog/default/group/team',
    );
  });

  it('shows a contradiction as one, and says that facts count more', async () => {
    renderWorkload('/maturity');
    const list = await criteriaOf('Escalation');
    const [first] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /not met.*contradiction.*mira attested the opposite; facts count more/,
    );
    expect(
      within(first).getByRole('link', {
        name: 'Open Evidence of: Escalation path is known',
      }),
    ).toHaveAttribute('href', 'https://example.com/who-is-called');
  });

  it('shows exempt as exempt, with who, until when and why', async () => {
    renderWorkload('/maturity?pillar=security&level=1');
    const list = await criteriaOf('Rotation');
    expect(list).toHaveTextContent(
      /^exemptCredentials rotate.*Exempt, asked for by mira.*until Mar 1, 2027: The vendor cannot rotate\..*approved by ines/,
    );
    expect(list).not.toHaveTextContent(/passed/);
    expect(
      within(list).queryByRole('button', { name: /^Ask for exemption/ }),
    ).not.toBeInTheDocument();
  });

  it('tells why: the rule as written and the facts that it reads', async () => {
    renderWorkload('/maturity');
    const list = await criteriaOf('Escalation');
    const why = within(list).getByRole('button', {
      name: 'Why: Escalation path is known',
    });
    await userEvent.click(why);
    expect(why).toHaveAttribute('aria-expanded', 'true');
    expect(
      within(list).getByText('size(catalog.escalationPath) > 0'),
    ).toBeInTheDocument();
    const facts = await within(list).findByRole('table');
    expect(
      within(facts).getByRole('row', { name: /Escalation path/ }),
    ).toHaveTextContent(/none.*stale/);
  });

  it('says of a fact that nothing is known of it', async () => {
    renderWorkload('/maturity?pillar=operational-excellence&level=1');
    const list = await criteriaOf('Ownership');
    await userEvent.click(within(list).getByRole('button', { name: /^Why/ }));
    expect(
      await within(list).findByRole('row', { name: /catalog\.ownerKind/ }),
    ).toHaveTextContent('not known');
  });

  it('opens and focuses the criterion that a link names', async () => {
    renderWorkload('/maturity?criterion=se-1-1.rotation');
    const list = await criteriaOf('Rotation');
    await waitFor(() =>
      expect(within(list).getByRole('listitem')).toHaveFocus(),
    );
    expect(
      screen.getByRole('button', { name: /Level 1, Begun/ }),
    ).toHaveAttribute('aria-expanded', 'true');
  });

  it('leads from what is next to the criterion', async () => {
    renderWorkload('/maturity');
    const [link] = await screen.findAllByRole('link', {
      name: 'Link to this criterion: Vaults are private',
    });
    await userEvent.click(link);
    const list = await criteriaOf('Vaults');
    await waitFor(() =>
      expect(within(list).getByRole('listitem')).toHaveFocus(),
    );
  });

  it.each([
    ['Not met 1', ['Escalation path is known']],
    ['Unknown 3', ["The team's calls were tried", 'A drill was held']],
    ['Exempt 2', ['A drill was held']],
    ['Contradictions 1', ['Escalation path is known']],
  ])('filters: %s', async (name, titles) => {
    renderWorkload('/maturity');
    await criteriaOf('Escalation');
    await userEvent.click(screen.getByRole('radio', { name }));
    const list = await criteriaOf('Escalation');
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => titles.find(title => item.textContent?.includes(title))),
    ).toEqual(titles);
  });

  it('searches by word, and says where else it finds something', async () => {
    renderWorkload('/maturity?pillar=operational-excellence');
    await criteriaOf('Escalation');
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search criteria' }),
      'rotate vendor',
    );
    expect(
      await screen.findByText('Nothing matches in this model.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search criteria' }),
      'rotate themselves',
    );
    expect(
      await screen.findByText('Nothing matches in this pillar.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Security (1)' }));
    expect(await criteriaOf('Rotation')).toHaveTextContent(
      'Credentials rotate by themselves',
    );
  });

  it('counts contradictions on their pillar, and shows those of it only', async () => {
    renderWorkload('/maturity?pillar=security');
    await userEvent.click(
      await screen.findByRole('button', { name: /Security, Level 1\b/ }),
    );
    expect(screen.queryByText(/on this pillar/)).not.toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('option', {
        name: 'Operational Excellence, Level 1, 1 contradiction',
      }),
    );
    expect(
      await screen.findByText('Facts contradict 1 answer on this pillar'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show it' }));
    expect(
      await screen.findByRole('button', {
        name: /Operational Excellence \(1\)/,
      }),
    ).toBeInTheDocument();
    expect(await criteriaOf('Escalation')).toBeInTheDocument();
    expect(screen.queryByText(/on this pillar/)).not.toBeInTheDocument();
  });

  it('jumps to the contradictions from the notice, whatever was shown', async () => {
    renderWorkload('/maturity?pillar=security');
    await criteriaOf('Vaults');
    const notice = screen.getByText('Facts contradict 1 answer');
    await userEvent.click(
      within(notice.closest('[data-status]') as HTMLElement).getByRole(
        'button',
        { name: 'Show' },
      ),
    );
    expect(
      within(await criteriaOf('Escalation')).getAllByRole('listitem'),
    ).toHaveLength(1);
    expect(criterion('Escalation path is known')).toBeInTheDocument();
  });

  it('keeps the head when the criteria cannot be read', async () => {
    renderWorkload('/maturity', {
      getScorecard: async () => {
        throw new Error('The database is away');
      },
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
    expect(screen.getByText(/Level 1 of 2 is proven/)).toBeInTheDocument();
  });
});

describe('the history', () => {
  it('lists every change with its cause, of one pillar when asked', async () => {
    renderWorkload('/maturity');
    const table = await screen.findByRole('table', {
      name: 'History of levels',
    });
    const rows = () =>
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map(({ textContent }) => textContent);
    expect(rows()).toEqual([
      expect.stringMatching(/Security2 → 1 fell'Vaults are private' is unkn/),
      expect.stringMatching(/Overall0 → 1 rose'Owned by a group' is met/),
      expect.stringMatching(/Overallfirst: 0Evaluated for the first time/),
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: /every pillar Show$/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Security' }),
    );
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(
      screen.getByRole('img', { name: /^Levels over time\./ }),
    ).toHaveAttribute('aria-label', expect.stringContaining('Security: 2 on'));
  });
});

describe('the whole tab', () => {
  it.each([
    ['not evaluated yet', maturity.modelStatus, /has not been evaluated yet/],
    ['without models', [], /No maturity model is in force/],
  ])('is empty when %s', async (_, modelStatus, text) => {
    renderWorkload('/maturity', {
      getWorkload: async () => ({ ...maturity, models: [], modelStatus }),
    });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('says what went wrong, and tries again', async () => {
    renderWorkload('/maturity', {
      getWorkload: jest
        .fn(async () => maturity)
        .mockRejectedValueOnce(new Error('The database is away')),
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText(/Level 1 of 2 is proven/),
    ).toBeInTheDocument();
  });

  it('says that the reader may not see it', async () => {
    renderWorkload('/maturity', {
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
