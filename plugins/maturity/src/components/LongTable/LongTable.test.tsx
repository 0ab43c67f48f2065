import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LongTable } from './LongTable';

function rows(count: number) {
  return Array.from({ length: count }, (_, day) => (
    <tr key={day}>
      <th scope="row">Day {day}</th>
    </tr>
  ));
}

describe('LongTable', () => {
  it('shows the first rows, and all when asked', async () => {
    await renderInTestApp(
      <LongTable label="Days" heads={['Day']} rows={rows(12)} />,
    );
    const table = screen.getByRole('table', { name: 'Days' });
    expect(table).toHaveTextContent(/Day 9$/);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 12' }));
    expect(table).toHaveTextContent(/Day 11$/);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('has nothing to ask for where all fit', async () => {
    await renderInTestApp(
      <LongTable label="Days" heads={['Day']} rows={rows(10)} />,
    );
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
