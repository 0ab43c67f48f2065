import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Term } from './Term';

describe('Term', () => {
  it('says what a word means to those who reach it by keyboard', async () => {
    await renderInTestApp(<Term meaning="How fast it is spent.">Burn</Term>);
    expect(screen.queryByRole('tooltip')).not.toBeInTheDocument();
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Burn' })).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'How fast it is spent.',
    );
  });
});
