import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PlanFiles } from './PlanFiles';

jest.setTimeout(60_000);

const TEN = Array.from({ length: 10 }, (_, index) => `${index + 1}\n`).join('');

const FILES = [
  { path: 'stamps/a/new.tf', after: 'x\u202ey\n' },
  {
    path: 'stamps/a/changed.json',
    before: TEN,
    after: TEN.replace('6', 'six'),
  },
  { path: 'stamps/a/gone.md', before: 'old\n' },
];

describe('PlanFiles', () => {
  it('counts what becomes of the files and narrows them down', async () => {
    const user = userEvent.setup();
    await renderInTestApp(<PlanFiles files={FILES} />);
    expect(screen.getByText('3 files')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'removed 1' }));
    expect(screen.getByRole('button', { name: /gone\.md/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /new\.tf/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'removed 1' }));
    expect(screen.getByRole('button', { name: /new\.tf/ })).toBeVisible();
  });

  it('says what is added and removed in words, and shows the rest when asked', async () => {
    const user = userEvent.setup();
    await renderInTestApp(<PlanFiles files={FILES} />);
    const button = screen.getByRole('button', {
      name: /changed\.json changed/,
    });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    button.focus();
    await user.keyboard('{Enter}');
    expect(button).toHaveAttribute('aria-expanded', 'true');
    const table = screen.getByRole('table', { name: /changed\.json/ });
    expect(
      within(table).getByRole('row', { name: /6 removed: 6/ }),
    ).toBeInTheDocument();
    expect(
      within(table).getByRole('row', { name: /6 added: six/ }),
    ).toBeInTheDocument();
    expect(within(table).getByText('2 unchanged lines')).toBeInTheDocument();
    expect(screen.getByText('Lines added: 1, removed: 1')).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Show the whole file' }),
    );
    expect(within(table).queryByText('2 unchanged lines')).toBeNull();
    expect(within(table).getAllByRole('row')).toHaveLength(12);
  });

  it('shows what is not to be seen', async () => {
    const user = userEvent.setup();
    await renderInTestApp(<PlanFiles files={FILES} />);
    await user.click(screen.getByRole('button', { name: /new\.tf/ }));
    expect(screen.getByText('x\\u{202e}y')).toBeInTheDocument();
  });

  it('draws a long file in parts', async () => {
    const user = userEvent.setup();
    const after = Array.from({ length: 1500 }, (_, line) => `${line}\n`).join(
      '',
    );
    await renderInTestApp(<PlanFiles files={[{ path: 'a', after }]} />);
    await user.click(screen.getByRole('button', { name: /a new/ }));
    expect(screen.getAllByRole('row')).toHaveLength(1001);
    await user.click(
      screen.getByRole('button', { name: 'Show more of the 500 lines left' }),
    );
    expect(screen.getAllByRole('row')).toHaveLength(1501);
  });

  it('opens only the first folders of many files, and counts the others', async () => {
    const user = userEvent.setup();
    const files = Array.from({ length: 30 }, (_, index) => ({
      path: index < 5 ? `a/b/${index}.md` : `a/b/terraform/${index}.tf`,
      after: '',
    }));
    await renderInTestApp(<PlanFiles files={files} />);
    expect(screen.getByRole('button', { name: /0\.md new/ })).toBeVisible();
    const folder = screen.getByRole('button', { name: 'terraform/ 25 files' });
    expect(screen.queryByRole('button', { name: /^7\.tf/ })).toBeNull();
    await user.click(folder);
    expect(screen.getByRole('button', { name: /^7\.tf new/ })).toBeVisible();
  });

  it('says so when nothing changes', async () => {
    await renderInTestApp(<PlanFiles files={[]} />);
    expect(screen.getByText('No file changes')).toBeInTheDocument();
  });
});
