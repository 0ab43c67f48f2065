import { CalendarDay } from '@plumbline/plugin-secret-expiry-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';

const DAYS: CalendarDay[] = [
  {
    day: '2027-02-28',
    count: 3,
    manual: 2,
    items: [
      {
        id: 'c1',
        name: 'api-tls',
        kind: 'certificate',
        workloadRef: 'system:default/shop',
        state: 'expiring',
        stage: 1,
        rotation: 'manual',
      },
    ],
  },
  { day: '2027-03-01', count: 1, manual: 0, items: [] },
];

const getCalendar = jest.fn(async () => ({ days: DAYS }));

describe('the calendar', () => {
  it('asks for twelve months, with the filters of the page but for its dates', async () => {
    const api = renderPage('/calendar?start=2027-01&kind=key&within=7', {
      getCalendar,
    });
    expect(
      await screen.findByRole('heading', {
        name: 'January 2027 to December 2027',
      }),
    ).toBeInTheDocument();
    expect(api.getCalendar).toHaveBeenCalledWith(
      expect.objectContaining({
        kind: ['key'],
        expiresFrom: '2027-01-01T00:00:00.000Z',
        expiresBefore: '2028-01-01T00:00:00.000Z',
      }),
    );
    expect(await screen.findAllByRole('table')).toHaveLength(12);
  });

  it('says how many expire on each day, and how many of them by hand', async () => {
    renderPage('/calendar?start=2027-01&day=2027-02-28', { getCalendar });
    const day = await screen.findByRole('button', {
      name: 'Sunday, February 28, 2027: 3 expire, 2 renewed by hand',
    });
    expect(day).toHaveAttribute('aria-pressed', 'true');
    expect(
      screen.getByRole('button', {
        name: 'Monday, March 1, 2027: 1 expires, 0 renewed by hand',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', {
        name: 'Tuesday, March 2, 2027: nothing expires',
      }),
    ).toBeInTheDocument();
  });

  it('lists the month beside, and leads to all of a day with the same filters', async () => {
    renderPage('/calendar?start=2027-01&day=2027-02-10&kind=certificate', {
      getCalendar,
    });
    const grid = await screen.findByRole('grid');
    const row = within(grid).getByRole('row', { name: /Sun, Feb 28/ });
    expect(row).toHaveTextContent(/32 by hand/);
    expect(row).toHaveTextContent('and 2 more');
    expect(within(row).getByRole('link', { name: 'api-tls' })).toHaveAttribute(
      'href',
      expect.stringContaining('credential=c1'),
    );
    expect(
      within(row).getByRole('link', {
        name: 'Sun, Feb 28: list all 3 that expire',
      }),
    ).toHaveAttribute(
      'href',
      '/secret-expiry/credentials?kind=certificate&from=2027-02-28&to=2027-02-28&orderBy=expires',
    );
  });

  it('goes from day to day, week to week and month to month by keyboard, and not outside', async () => {
    renderPage('/calendar?start=2027-01&day=2027-01-31', { getCalendar });
    const focused = () => document.activeElement?.getAttribute('data-day');
    (await screen.findByRole('button', { name: /January 31/ })).focus();
    for (const [key, day] of [
      ['{ArrowRight}', '2027-02-01'],
      ['{ArrowDown}', '2027-02-08'],
      ['{ArrowUp}', '2027-02-01'],
      ['{ArrowLeft}', '2027-01-31'],
      // February has no 31st.
      ['{PageDown}', '2027-02-28'],
      ['{Home}', '2027-02-01'],
      ['{End}', '2027-02-28'],
      ['{PageUp}', '2027-01-28'],
      ['{PageUp}', '2027-01-01'],
    ]) {
      await userEvent.keyboard(key);
      await waitFor(() => expect(focused()).toBe(day));
    }
    // Only the chosen day is a stop of the tab key.
    expect(document.querySelectorAll('[data-day][tabindex="0"]')).toHaveLength(
      1,
    );
  });

  it('shows other years', async () => {
    const api = renderPage('/calendar?start=2027-01', { getCalendar });
    await userEvent.click(await screen.findByRole('button', { name: 'Later' }));
    await waitFor(() =>
      expect(api.getCalendar).toHaveBeenLastCalledWith(
        expect.objectContaining({ expiresFrom: '2028-01-01T00:00:00.000Z' }),
      ),
    );
    expect(
      await screen.findByText('Nothing expires in January 2028'),
    ).toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    renderPage('/calendar', {
      getCalendar: async () => {
        throw new Error('The database is away');
      },
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
  });
});
