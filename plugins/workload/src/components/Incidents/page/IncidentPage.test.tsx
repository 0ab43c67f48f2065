import { Incident } from '@plumbline/plugin-workload-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SHOP, SHOP_WEB } from '../../../__fixtures__/at';
import { shopIncident } from '../../../__fixtures__/incidents';
import { notAllowed } from '../../../__fixtures__/workloads';
import { named, renderIncidents } from '../../../__testUtils__/renderIncidents';

jest.setTimeout(60_000);

const ill: Incident = {
  ...shopIncident,
  causes: [{ ...shopIncident.causes[0], path: [SHOP, SHOP_WEB] }],
  titles: { [SHOP]: 'Shop', [SHOP_WEB]: 'shop-weu-web' },
  userFlows: ['Pay'],
};
const over: Incident = {
  ...ill,
  state: 'closed',
  closedAt: '2026-01-01T02:00:00.000Z',
  review: 'due',
  reviewDueAt: '2026-01-02T02:00:00.000Z',
  escalation: { steps: ill.escalation.steps },
  alerts: [{ ...ill.alerts[0], closedAt: '2026-01-01T02:00:00.000Z' }],
  reviewText: { ...ill.reviewText, rootCause: '**web** was slow' },
};

const showing = (incident: Incident) => ({
  getIncident: jest.fn(async () => incident),
});

async function region(name: string | RegExp) {
  return within(await screen.findByRole('region', { name }));
}

afterEach(() => sessionStorage.clear());

describe('the page of an incident', () => {
  it('says what is ill and why, whom it hurts, and whom it calls', async () => {
    renderIncidents('/7', showing(ill));
    expect(
      await screen.findByRole('heading', {
        name: 'shop-weu-web is unhealthy: it is slow',
      }),
    ).toBeInTheDocument();
    const why = await region('What is ill, and why');
    const way = within(
      why.getByRole('list', { name: 'The way to the root cause' }),
    ).getAllByRole('link');
    expect(way.map(each => each.textContent)).toEqual(['Shop', 'shop-weu-web']);
    expect(way[1]).toHaveAttribute(
      'href',
      `/catalog/default/system/shop/service-map?node=${encodeURIComponent(
        SHOP_WEB,
      )}`,
    );
    expect(why.getByText('Pay')).toBeInTheDocument();
    const calls = await region('Who is called');
    expect(calls.getByText('Nobody is on it')).toBeInTheDocument();
    expect(calls.getByText('Shop rota')).toBeInTheDocument();
    const steps = within(calls.getByRole('list', { name: 'Escalation path' }));
    const [first, second] = steps.getAllByRole('listitem');
    expect(first).toHaveTextContent(/platform, called/);
    expect(second).toHaveTextContent(/head of retail, next,/);
    expect(screen.getByRole('link', { name: 'Runbook' })).toHaveAttribute(
      'href',
      'https://runbooks.example.com/web',
    );
    const timeline = await region('Timeline');
    expect(
      timeline.getByRole('list', { name: 'Alerts over time' }),
    ).toHaveTextContent(/Sev2 shop-weu-web.*so far/);
    expect(
      timeline.getByRole('list', { name: 'What happened, newest first' }),
    ).toHaveTextContent(/opened: shop-weu-web is unhealthy/);
  });

  it('shows the map as it was once it is over', async () => {
    renderIncidents('/7', showing(over));
    expect(
      await screen.findByRole('link', { name: 'Map at that time' }),
    ).toHaveAttribute(
      'href',
      `/catalog/default/system/shop/service-map?at=${encodeURIComponent(
        over.openedAt,
      )}&node=${encodeURIComponent(SHOP_WEB)}`,
    );
    expect(
      screen.queryByRole('button', { name: 'Acknowledge' }),
    ).not.toBeInTheDocument();
    const calls = await region('Who is called');
    expect(calls.getByText(/was not called/)).toBeInTheDocument();
  });

  it('is acknowledged with a note, and says why when that fails', async () => {
    const acknowledgeIncident = jest
      .fn()
      .mockRejectedValueOnce(
        named(
          'ConflictError',
          'Incident 7 was acknowledged by user:default/bo',
        ),
      )
      .mockResolvedValue(undefined);
    const api = renderIncidents('/7', {
      ...showing(ill),
      acknowledgeIncident,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Note/ }),
      'On it',
    );
    const submit = dialog.getByRole('button', { name: 'Acknowledge' });
    await userEvent.click(submit);
    expect(
      await dialog.findByText('It was not acknowledged'),
    ).toBeInTheDocument();
    await userEvent.click(submit);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(acknowledgeIncident).toHaveBeenLastCalledWith(7, { note: 'On it' });
    expect(api.getIncident).toHaveBeenCalledTimes(2);
  });

  it('takes a note, and none without words', async () => {
    const api = renderIncidents('/7', showing(ill));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a note' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
    expect(api.noteIncident).not.toHaveBeenCalled();
    const note = dialog.getByRole('textbox', { name: /Note/ });
    expect(note).toHaveAccessibleDescription(/Write a few words/);
    await userEvent.type(note, 'Restarted');
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
    await waitFor(() =>
      expect(api.noteIncident).toHaveBeenCalledWith(7, { note: 'Restarted' }),
    );
  });

  it('offers nothing to those who may not', async () => {
    renderIncidents(
      '/7',
      showing({ ...over, act: { allowed: false, reason: 'Only Ada may.' } }),
    );
    expect(await screen.findByText('Only Ada may.')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /note|review/i }),
    ).not.toBeInTheDocument();
  });

  it.each(['/99', '/abc'])('says that there is none at %s', async path => {
    renderIncidents(path, {
      getIncident: jest.fn(async () => {
        throw named('NotFoundError', 'There is no incident 99');
      }),
    });
    expect(
      await screen.findByText(`There is no incident ${path.slice(1)}`),
    ).toBeInTheDocument();
  });

  it('says which permission lacks', async () => {
    renderIncidents('/7', {
      getIncident: jest.fn(async () => {
        throw notAllowed();
      }),
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});

describe('the review', () => {
  it('is read as Markdown, and says when it is due', async () => {
    renderIncidents('/7', showing(over));
    const review = await region('Review');
    expect(review.getByText('web').tagName).toBe('STRONG');
    expect(
      review.getByText(/Its root cause shall be written down/),
    ).toBeInTheDocument();
    expect(review.getByText(/Nobody has written it yet/)).toBeInTheDocument();
  });

  it('is written from its template and published with an action', async () => {
    const api = renderIncidents('/7', showing(over));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Write the review' }),
    );
    const review = await region('Review');
    const cause = review.getByRole('textbox', { name: 'Root cause' });
    expect(cause).toHaveValue('**web** was slow');
    await userEvent.clear(cause);
    await userEvent.click(review.getByRole('button', { name: 'Publish' }));
    expect(api.saveIncidentReview).not.toHaveBeenCalled();
    await userEvent.type(cause, 'A missing index');
    await userEvent.click(
      review.getByRole('button', { name: 'Add an action' }),
    );
    const action = within(review.getByRole('group', { name: 'Action 1' }));
    await userEvent.type(
      action.getByRole('textbox', { name: /What is to be done/ }),
      'Add it',
    );
    await userEvent.click(review.getByRole('button', { name: 'Publish' }));
    await waitFor(() =>
      expect(api.saveIncidentReview).toHaveBeenCalledWith(
        7,
        expect.objectContaining({
          rootCause: 'A missing index',
          actions: [expect.objectContaining({ title: 'Add it', done: false })],
          published: true,
        }),
      ),
    );
    await waitFor(() =>
      expect(
        review.queryByRole('button', { name: 'Publish' }),
      ).not.toBeInTheDocument(),
    );
    expect(sessionStorage).toHaveLength(0);
  });

  it('cannot be published while the incident goes on', async () => {
    renderIncidents('/7', showing(ill));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Write the review' }),
    );
    const review = await region('Review');
    expect(
      review.getByRole('button', { name: 'Save draft' }),
    ).toBeInTheDocument();
    expect(
      review.queryByRole('button', { name: 'Publish' }),
    ).not.toBeInTheDocument();
  });

  it('loses nothing when somebody else saved meanwhile', async () => {
    const theirs = {
      ...over.reviewText,
      rootCause: 'A lock',
      updatedAt: '2026-01-01T03:00:00.000Z',
      updatedBy: 'user:default/bo',
    };
    const getIncident = jest
      .fn()
      .mockResolvedValueOnce(over)
      .mockResolvedValue({ ...over, reviewText: theirs });
    const saveIncidentReview = jest
      .fn()
      .mockRejectedValueOnce(named('ConflictError', 'changed meanwhile'))
      .mockResolvedValue(undefined);
    renderIncidents('/7', { getIncident, saveIncidentReview });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Write the review' }),
    );
    const review = await region('Review');
    const cause = review.getByRole('textbox', { name: 'Root cause' });
    await userEvent.clear(cause);
    await userEvent.type(cause, 'An index');
    await userEvent.click(review.getByRole('button', { name: 'Save draft' }));
    expect(
      await review.findByText('Somebody else saved meanwhile'),
    ).toBeInTheDocument();
    expect(cause).toHaveValue('An index');
    expect(review.getByText('A lock')).toBeInTheDocument();
    await userEvent.click(
      review.getByRole('button', { name: 'Take theirs: Root cause' }),
    );
    expect(cause).toHaveValue('A lock');
    await userEvent.click(review.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(saveIncidentReview).toHaveBeenLastCalledWith(
        7,
        expect.objectContaining({
          rootCause: 'A lock',
          editedFrom: theirs.updatedAt,
          published: false,
        }),
      ),
    );
  });
});
