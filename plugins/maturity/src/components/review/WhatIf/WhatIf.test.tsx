import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import { dryRun, readOnly } from '../__testUtils__/review';

// The editor lays out text, which the tests' browser does not do.
jest.mock('@plumbline/plugin-workload-react/yamlEditor', () => ({
  YamlEditor: (props: {
    label: string;
    value: string;
    problems: unknown[];
    onChange: (value: string) => void;
  }) => (
    <textarea
      aria-label={props.label}
      data-problems={props.problems.length}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
    />
  ),
}));

const PATH = '/models/what-if?model=small';

async function tryOut(text: string) {
  fireEvent.change(await screen.findByLabelText('Text of model.yaml'), {
    target: { value: text },
  });
  await userEvent.click(screen.getByRole('button', { name: 'Try it out' }));
}

describe('what if', () => {
  it('starts from the files in force and shows who would rise and fall', async () => {
    const startDryRun = jest.fn(async () => ({
      ...dryRun,
      state: 'running' as const,
    }));
    const getDryRun = jest
      .fn()
      .mockResolvedValueOnce({
        ...dryRun,
        state: 'running',
        progress: { done: 7, total: 42 },
      })
      .mockResolvedValue(dryRun);
    renderPage(PATH, { startDryRun, getDryRun });
    expect(await screen.findByText('Nothing is changed yet.')).toBeVisible();
    await tryOut('kind: MaturityModel\nversion: 1.1.0\n');
    expect(screen.getByText('1 file changed.')).toBeInTheDocument();
    expect(
      await screen.findByText('7 of 42 workloads evaluated'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', {
        name: '0 would rise, 1 would fall, 41 stay',
      }),
    ).toBeInTheDocument();
    expect(startDryRun).toHaveBeenCalledWith({
      file: 'model.yaml',
      text: 'kind: MaturityModel\nversion: 1.1.0\n',
      pillars: undefined,
    });
    const row = screen.getByRole('row', { name: /Bank/ });
    expect(row).toHaveTextContent('down from 1 to 0');
    expect(row).toHaveTextContent("'Backups are copied' is not met.");
    const then = screen.getByRole('list', { name: 'Levels then' });
    expect(
      within(then)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['Level 031 (74%)', 'Level 19 (21%)', 'Level 22 (5%)']);
    expect(screen.getByText('1 criterion is new')).toBeInTheDocument();
    const pillars = screen.getByRole('list', { name: 'By pillar' });
    expect(
      within(pillars)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['Reliability0 rise1 falls', 'Security2 rise0 fall']);
    expect(screen.getByRole('row', { name: /Shop/ })).toHaveTextContent(
      'Security',
    );
    expect(
      screen.getByText('The first 1 are listed, the greatest falls first.'),
    ).toBeInTheDocument();
  });

  it('shows problems at their lines', async () => {
    const problems = [
      {
        file: 'models/small/reliability.yaml',
        line: 2,
        column: 1,
        field: 'levels',
        message: 'expected at least one level',
      },
    ];
    renderPage(PATH, {
      startDryRun: async () => ({ ...dryRun, problems }),
      getDryRun: async () => ({ ...dryRun, state: 'failed', problems }),
    });
    await tryOut('kind: MaturityModel\nx: 1\n');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'models/small/reliability.yaml:2:1 levels: expected at least one level',
      }),
    );
    expect(
      await screen.findByLabelText('Text of reliability.yaml'),
    ).toHaveAttribute('data-problems', '1');
    expect(screen.queryByText(/would rise/)).not.toBeInTheDocument();
  });

  it('takes chosen files', async () => {
    const startDryRun = jest.fn(async () => dryRun);
    renderPage(PATH, { startDryRun, getDryRun: async () => dryRun });
    const file = new File(['id: reliability\nnew: 1\n'], 'reliability.yaml');
    // The tests' browser knows files, and not how to read them.
    file.text = async () => 'id: reliability\nnew: 1\n';
    const input = await screen.findByLabelText('Choose files', {
      selector: 'input',
    });
    fireEvent.change(input, { target: { files: [file] } });
    expect(await screen.findByText('1 file changed.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try it out' }));
    await waitFor(() =>
      expect(startDryRun).toHaveBeenCalledWith(
        expect.objectContaining({
          pillars: { 'reliability.yaml': 'id: reliability\nnew: 1\n' },
        }),
      ),
    );
  });

  it('says why it failed', async () => {
    renderPage(PATH, {
      startDryRun: async () => dryRun,
      getDryRun: async () => ({
        ...dryRun,
        state: 'failed',
        error: 'The database went away',
      }),
    });
    await tryOut('kind: MaturityModel\nx: 1\n');
    expect(
      await screen.findByText('The database went away'),
    ).toBeInTheDocument();
  });

  it('is for those who may try out models', async () => {
    renderPage(PATH, { getPermissions: readOnly });
    expect(
      await screen.findByText(
        'Changed models are tried out by the platform team.',
      ),
    ).toBeInTheDocument();
  });
});
