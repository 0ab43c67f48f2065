import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SearchText } from './SearchText';

const DELAY_MS = 300;

const onChange = jest.fn();

function field(value?: string) {
  return <SearchText label="Find" value={value} onChange={onChange} />;
}

const box = () => screen.getByRole('searchbox', { name: 'Find' });
const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const pause = () => act(() => jest.advanceTimersByTime(DELAY_MS));

beforeEach(() => {
  jest.useFakeTimers();
  onChange.mockClear();
});

afterEach(() => jest.useRealTimers());

describe('SearchText', () => {
  it('tells what was typed once the typing pauses', async () => {
    render(field());
    await user.type(box(), 'vault');
    expect(onChange).not.toHaveBeenCalled();
    pause();
    expect(onChange.mock.calls).toEqual([['vault']]);
  });

  it('tells that nothing is looked for when only blanks are left', async () => {
    const { rerender } = render(field('vault'));
    await user.clear(box());
    await user.type(box(), '  ');
    pause();
    rerender(field());
    pause();
    expect(onChange.mock.calls).toEqual([[undefined]]);
  });

  it('keeps what is typed while the page takes up what was told before', async () => {
    const { rerender } = render(field());
    await user.type(box(), 'va');
    pause();
    await user.type(box(), 'ult');
    rerender(field('va'));
    expect(box()).toHaveValue('vault');
    pause();
    expect(onChange.mock.calls).toEqual([['va'], ['vault']]);
  });

  it('shows what is looked for when that changes elsewhere', async () => {
    const { rerender } = render(field('vault'));
    expect(box()).toHaveValue('vault');
    rerender(field());
    expect(box()).toHaveValue('');
    await user.type(box(), 'va');
    pause();
    rerender(field('va'));
    rerender(field('database'));
    expect(box()).toHaveValue('database');
    pause();
    expect(onChange.mock.calls).toEqual([['va']]);
  });
});
