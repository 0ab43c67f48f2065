import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRead } from '../../hooks/useRead';
import { ReadView } from './ReadView';

function Names({ read }: { read: () => Promise<string[]> }) {
  const result = useRead(read, [read]);
  return (
    <ReadView
      read={result}
      empty={{
        when: names => names.length === 0,
        title: 'No names',
        description: 'Add one in the catalog.',
      }}
    >
      {names => <p>{names.join(', ')}</p>}
    </ReadView>
  );
}

describe('ReadView', () => {
  it('draws a skeleton while the first read runs', async () => {
    const never = () => new Promise<string[]>(() => {});
    await renderInTestApp(<Names read={never} />);
    expect(screen.getByLabelText('Loading')).toHaveAttribute(
      'aria-busy',
      'true',
    );
  });

  it('draws the data', async () => {
    const read = async () => ['Ada', 'Grace'];
    await renderInTestApp(<Names read={read} />);
    expect(await screen.findByText('Ada, Grace')).toBeInTheDocument();
  });

  it('says what to do when there is nothing', async () => {
    const read = async () => [];
    await renderInTestApp(<Names read={read} />);
    expect(await screen.findByText('No names')).toBeInTheDocument();
    expect(screen.getByText('Add one in the catalog.')).toBeInTheDocument();
  });

  it('says which permission lacks', async () => {
    const read = async () => {
      const error = new Error("You lack the permission 'thing.read'");
      error.name = 'NotAllowedError';
      throw error;
    };
    await renderInTestApp(<Names read={read} />);
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText(/thing\.read/)).toBeInTheDocument();
  });

  it('keeps the last good data under the error, and tries again', async () => {
    const answers: Array<string[] | Error> = [
      new Error('No route'),
      ['Ada'],
      new Error('Gone again'),
    ];
    const read = async () => {
      const answer = answers.shift()!;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    function Page() {
      const result = useRead(read, []);
      return (
        <>
          <button onClick={result.retry}>Read</button>
          <ReadView read={result}>
            {names => <p>{names.join(', ')}</p>}
          </ReadView>
        </>
      );
    }
    await renderInTestApp(<Page />);
    expect(await screen.findByText('No route')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Ada')).toBeInTheDocument();
    expect(screen.queryByText('No route')).not.toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Read' }));
    expect(await screen.findByText(/Gone again/)).toBeInTheDocument();
    expect(screen.getByText('Ada')).toBeInTheDocument();
    expect(screen.getByText('Not up to date')).toBeInTheDocument();
  });
});
