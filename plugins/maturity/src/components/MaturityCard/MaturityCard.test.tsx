import { screen, within } from '@testing-library/react';
import { maturity, model } from '../../__fixtures__/maturity';
import { named, renderWorkload } from '../../__testUtils__/renderWorkload';

describe('MaturityCard', () => {
  it('shows the level of each pillar and overall, and the way to what is next', async () => {
    renderWorkload('');
    const pillars = await screen.findByRole('list', {
      name: 'Levels of Small by pillar',
    });
    expect(
      within(pillars)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'Operational Excellence Level 1 of 2',
      'Security Level 1 of 2',
      'Cost Level 2 of 2',
    ]);
    expect(
      within(pillars).getByRole('link', { name: 'Security' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/maturity?model=small&pillar=security',
    );
    expect(screen.getByText('4 criteria to level 2')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Show what is next' }),
    ).toHaveAttribute('href', '/catalog/default/system/shop/maturity');
  });

  it('says that the highest level is proven', async () => {
    renderWorkload('', {
      getWorkload: async () => ({
        ...maturity,
        models: [{ ...model, proven: 2, possible: 2, next: undefined }],
      }),
    });
    expect(await screen.findByText('Highest level proven')).toBeInTheDocument();
  });

  it('says that nothing is known yet', async () => {
    renderWorkload('', {
      getWorkload: async () => ({ ...maturity, models: [] }),
    });
    expect(await screen.findByText('Nothing to show yet')).toBeInTheDocument();
  });

  it('says that the reader may not see it', async () => {
    renderWorkload('', {
      getWorkload: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
