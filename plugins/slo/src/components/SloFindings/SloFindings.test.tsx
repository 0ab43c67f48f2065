import { screen, within } from '@testing-library/react';
import { troubled } from '../../__fixtures__/slos';
import { renderTab } from '../../__testUtils__/renderTab';

describe('SloFindings', () => {
  it('puts what does not add up at the top: SLAs and documents', async () => {
    const [error] = troubled.documentErrors;
    renderTab({
      getSlos: async () => ({
        ...troubled,
        documentErrors: [
          error,
          {
            ...error,
            severity: 'warning',
            line: 30,
            message: 'spec.objectives[0].target is 1: nothing may ever fail',
          },
        ],
      }),
    });
    expect(
      await screen.findByText('Uptime is looser than its SLA'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The SLO asks for 90% where the SLA promises 99%.'),
    ).toBeInTheDocument();
    const uptime = screen.getByRole('region', { name: 'Uptime' });
    expect(
      within(uptime).getByText('99%, stricter than the objective'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/target is 99; expected a number, found/),
    ).toHaveTextContent(/^slos\/shop.yaml:20:15: /);
    expect(
      screen.getByText(
        'Something in the SLO documents is probably not meant so',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/nothing may ever fail/)).toBeInTheDocument();
  });
});
