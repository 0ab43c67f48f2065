import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { agreement } from '../../__fixtures__/slos';
import { renderTab } from '../../__testUtils__/renderTab';

async function section() {
  return within(
    await screen.findByRole('region', { name: 'What the SLA rests on' }),
  );
}

describe('Agreement', () => {
  it('shows promises beside objectives, and what the dependencies allow', async () => {
    renderTab();
    const part = await section();
    expect(
      within(part.getByRole('table', { name: 'Promises to clients' }))
        .getAllByRole('row')
        .slice(1)
        .map(row =>
          [...row.children].map(cell => cell.textContent).join(' | '),
        ),
    ).toEqual([
      'Agreement (Uptime) | 99%, stricter than the objective | 90% | 99.6%',
    ]);
    expect(
      await part.findByText(
        'Shop, all are needed: 99.9% × 99.99998% = 99.89998%.',
      ),
    ).toBeInTheDocument();
    expect(
      part.getByText('An SLA promises more than its dependencies allow'),
    ).toBeInTheDocument();
  });

  it('draws serial and parallel parts as a tree, with source and date of each promise', async () => {
    renderTab();
    const part = await section();
    const tree = await part.findByRole('list', { name: 'What users wait for' });
    expect(tree).toHaveTextContent(/^Shop: .*all are needed/);
    expect(tree).toHaveTextContent('2 stamps: 99.999975% one is enough');
    const items = within(tree).getAllByRole('listitem');
    const item = (title: string) =>
      items.find(({ textContent }) => textContent?.startsWith(title))!;
    expect(item('Vault')).toHaveTextContent(
      /^Vault: 99.9%Set by hand, instead of 99.99%\. Azure Key Vault\. .*Told by others; the source itself was not read\./,
    );
    expect(item('Odd thing')).toHaveTextContent('no known promise, left out');
    expect(item('App weu')).toHaveTextContent(
      /^App weu: 99.95%Azure App Service, standard\. Source: sla.example.com, Nov 1, 2026\.$/,
    );
    expect(
      within(item('App weu')).getByRole('link', { name: /sla.example.com/ }),
    ).toHaveAttribute('href', 'https://sla.example.com/app-service');
  });

  it('is corrected by those who may', async () => {
    const api = renderTab();
    const part = await section();
    await userEvent.click(
      await part.findByRole('button', { name: 'Correct the hot path' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const app = within(dialog.getByRole('group', { name: /^App weu/ }));
    const availability = app.getByRole('textbox', { name: 'Availability, %' });
    await userEvent.type(availability, 'much');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(availability).toHaveAccessibleDescription(
      'More than 0, at most 100',
    );
    expect(api.correctHotPath).not.toHaveBeenCalled();

    await userEvent.clear(availability);
    await userEvent.type(availability, '99.5 %');
    const vault = within(dialog.getByRole('group', { name: /^Vault/ }));
    await userEvent.click(vault.getByRole('button', { name: /On the path/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'No, not waited for' }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.correctHotPath).toHaveBeenCalledWith(
      { namespace: 'default', name: 'shop' },
      {
        excluded: ['resource:default/registry', 'resource:default/vault'],
        included: [],
        overrides: {
          'resource:default/app-weu': 0.995,
          'resource:default/vault': 0.999,
        },
      },
    );
    expect(api.getAgreement).toHaveBeenCalledTimes(2);
  });

  it('says why it was not corrected, and keeps what was typed', async () => {
    renderTab({
      correctHotPath: async () => {
        throw new Error('The database is away');
      },
    });
    const part = await section();
    await userEvent.click(
      await part.findByRole('button', { name: 'Correct the hot path' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await dialog.findByText('The database is away')).toBeInTheDocument();
  });

  it('offers nothing to those who may not', async () => {
    renderTab({
      getAgreement: async () => ({
        ...agreement,
        mayEdit: {
          allowed: false,
          reason: 'Only group:default/team may do this.',
        },
      }),
    });
    const part = await section();
    expect(await part.findByText(/Who may correct the path/)).toHaveTextContent(
      /may do this\.$/,
    );
    expect(
      part.queryByRole('button', { name: 'Correct the hot path' }),
    ).not.toBeInTheDocument();
  });

  it('says that no dependency is known', async () => {
    renderTab({
      getAgreement: async () => ({
        ...agreement,
        path: null,
        offPath: [],
        findings: [],
        arithmetic: [],
      }),
    });
    expect(
      await (await section()).findByText('No dependencies are known'),
    ).toBeInTheDocument();
  });
});
