import { screen } from '@testing-library/react';
import { renderWorkload } from './__testUtils__/renderWorkload';

describe('the plugin of the new frontend system', () => {
  it('has a tab on workloads', async () => {
    renderWorkload('/maturity');
    expect(
      await screen.findByText(/Level 1 of 2 is proven/),
    ).toBeInTheDocument();
  });

  it('has a card on their overview', async () => {
    renderWorkload('');
    expect(
      await screen.findByText('4 criteria to level 2'),
    ).toBeInTheDocument();
  });
});
