import { act, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import {
  PageInAddress,
  amongIn,
  listIn,
  pageIn,
  useQueryInAddress,
} from './useQueryInAddress';

type Query = PageInAddress & {
  owner?: string[];
  level?: number[];
  open?: boolean;
};

const KEYS = ['owner', 'level', 'open', 'offset', 'limit'] as const;

function parse(params: URLSearchParams): Query {
  return {
    owner: listIn(params, 'owner'),
    level: amongIn(params, 'level', [1, 2, 3]),
    ...pageIn(params),
  };
}

function render(address: string) {
  return renderHook(
    () => ({ ...useQueryInAddress(parse, KEYS), search: useLocation().search }),
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <MemoryRouter initialEntries={[address]}>{children}</MemoryRouter>
      ),
    },
  ).result;
}

describe('useQueryInAddress', () => {
  it('reads what the address says, without what it says wrongly', () => {
    expect(
      render('/?owner=a&owner=b&owner=&level=3&level=9&offset=40&limit=50')
        .current.query,
    ).toEqual({ owner: ['a', 'b'], level: [3], offset: 40, limit: 50 });
    expect(render('/?offset=-1&limit=7&level=x').current.query).toEqual({
      owner: undefined,
      level: undefined,
      offset: 0,
      limit: 20,
    });
  });

  it('writes changes from the first page on, and leaves the rest of the address alone', () => {
    const result = render('/?tab=all&owner=a&offset=40');
    act(() => result.current.change({ level: [2, 1], open: false }));
    expect(result.current.search).toBe(
      '?tab=all&owner=a&level=2&level=1&open=false',
    );
    act(() => result.current.change({ owner: undefined, offset: 20 }));
    expect(result.current.search).toBe('?tab=all&level=1&level=2&offset=20');
  });

  it('stays the same while the address does', () => {
    const result = render('/?owner=a');
    const { query, change } = result.current;
    act(() => result.current.change({}));
    expect(result.current.change).toBe(change);
    expect(result.current.query).toEqual(query);
  });
});
