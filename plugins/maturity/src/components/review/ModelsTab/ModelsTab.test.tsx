import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import { readOnly, status } from '../__testUtils__/review';

describe('models', () => {
  it('says which version counts and since when', async () => {
    renderPage('/models');
    expect(await screen.findByRole('link', { name: 'Small' })).toHaveAttribute(
      'href',
      '/maturity/models/small',
    );
    expect(screen.getByText('in force')).toBeInTheDocument();
    expect(screen.getByText(/^Version 1\.0\.0/)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Try out a change of Small' }),
    ).toHaveAttribute('href', '/maturity/models/what-if?model=small');
  });

  it('shows what is wrong with its place and what was expected', async () => {
    const problem = {
      file: 'models/small/model.yaml',
      line: 3,
      column: 9,
      field: 'metadata.title',
      message: 'expected string',
    };
    renderPage('/models', {
      getPermissions: readOnly,
      getModels: async () => ({
        items: [
          {
            ...status,
            problems: [problem],
            problemsAt: '2026-11-20T12:00:00.000Z',
          },
          { file: 'models/other.yaml', problems: [{ ...problem, line: 4 }] },
        ],
      }),
    });
    expect(
      await screen.findByText(
        'models/small/model.yaml:3:9 metadata.title: expected string',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/The last good version stays in force/),
    ).toBeInTheDocument();
    expect(screen.getByText('last good version in force')).toBeInTheDocument();
    expect(screen.getByText('not in force')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: /^Try out/ }),
    ).not.toBeInTheDocument();
  });

  it('opens a strategy with its criteria and rules', async () => {
    renderPage('/models/small');
    await userEvent.click(
      await screen.findByRole('button', { name: /Back up the data/ }),
    );
    const criteria = await screen.findByRole('list', {
      name: 'Back up the data',
    });
    expect(within(criteria).getByRole('listitem')).toHaveTextContent(
      /size\(repository\.backups\) > 0.*otherwise people decide/,
    );
    expect(
      screen.getByRole('heading', { name: 'Level 2, Proven' }),
    ).toBeInTheDocument();
  });

  it('finds strategies by their rules', async () => {
    renderPage('/models/small?text=repository.backups');
    expect(
      await screen.findByRole('button', { name: /Back up the data/ }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Restore the data/ }),
    ).not.toBeInTheDocument();
  });
});
