import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { AddressLink } from './AddressLink';

function Where() {
  return <p>At {useLocation().pathname}</p>;
}

async function render(address: string) {
  await renderInTestApp(
    <>
      <AddressLink address={address} aria-label="Runbook: vault">
        Runbook
      </AddressLink>
      <Where />
    </>,
  );
  return screen.queryByRole('link', { name: 'Runbook: vault' });
}

describe('AddressLink', () => {
  it('opens a page of the portal in place', async () => {
    const link = await render('/docs/default/component/bank');
    expect(link).toHaveAttribute('href', '/docs/default/component/bank');
    expect(link).not.toHaveAttribute('target');
    await userEvent.click(link!);
    expect(
      screen.getByText('At /docs/default/component/bank'),
    ).toBeInTheDocument();
  });

  it('opens another site in a tab of its own', async () => {
    const link = await render('https://wiki.example.com/vault');
    expect(link).toHaveAttribute('href', 'https://wiki.example.com/vault');
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  });

  // eslint-disable-next-line no-script-url
  it.each(['//example.com', 'javascript:alert(1)', 'wiki/vault'])(
    'makes no link of %s',
    async address => {
      expect(await render(address)).not.toBeInTheDocument();
      expect(screen.getByText('Runbook')).toBeInTheDocument();
    },
  );
});
