import { IncidentReview } from '@plumbline/plugin-workload-common';
import { shopIncident } from '../../../__fixtures__/incidents';
import { contested, inputOf, isChanged, met, problemsOf } from './reviewDraft';

const base: IncidentReview = {
  ...shopIncident.reviewText,
  summary: 'It was slow.',
  rootCause: 'Why?',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'user:default/ada',
};
const theirs: IncidentReview = {
  ...base,
  summary: 'It was slow for an hour.',
  rootCause: 'A lock.',
  updatedAt: '2026-01-01T01:00:00.000Z',
  updatedBy: 'user:default/bob',
};

describe('a review that two people write', () => {
  it('keeps what the writer wrote, takes what only the other changed, and tells both apart', () => {
    const draft = met(
      { base, text: { ...base, rootCause: 'A missing index.' } },
      theirs,
    );
    expect(draft.text).toMatchObject({
      summary: 'It was slow for an hour.',
      rootCause: 'A missing index.',
    });
    expect(contested(draft)).toEqual(['rootCause']);
    // It is saved on top of theirs.
    expect(inputOf(draft, true)).toMatchObject({
      rootCause: 'A missing index.',
      published: true,
      editedFrom: theirs.updatedAt,
    });
    expect(inputOf(draft, true)).not.toHaveProperty('updatedBy');
  });

  it('keeps the actions of both', () => {
    const mine = { title: 'Add the index', done: false };
    const other = { title: 'Alert on locks', done: false };
    expect(
      met(
        { base, text: { ...base, actions: [mine] } },
        { ...theirs, actions: [other] },
      ).text.actions,
    ).toEqual([mine, other]);
    expect(
      met({ base, text: base }, { ...theirs, actions: [other] }).text.actions,
    ).toEqual([other]);
  });
});

describe('what is saved', () => {
  it('is changed only where words or actions differ', () => {
    expect(isChanged({ base, text: base })).toBe(false);
    expect(isChanged({ base, text: { ...base, lessons: 'Test.' } })).toBe(true);
  });

  it('leaves empty actions out and trims the rest', () => {
    const { actions } = inputOf(
      {
        base,
        text: {
          ...base,
          actions: [
            { title: ' ', done: false },
            { title: ' Add it ', url: ' https://example.com/1 ', done: true },
            { title: 'Tell it', url: ' ', done: false },
          ],
        },
      },
      false,
    );
    expect(actions).toEqual([
      { title: 'Add it', url: 'https://example.com/1', done: true },
      { title: 'Tell it', url: undefined, done: false },
    ]);
  });

  it.each([
    [{ title: '', done: false }, []],
    [{ title: '', dueOn: '2026-12-01', done: false }, ['title']],
    [{ title: 'Do', url: 'example.com', done: false }, ['url']],
    [{ title: 'Do', url: 'https://example.com', done: false }, []],
  ])('says what is wrong with %j', (action, problems) => {
    expect(problemsOf(action)).toEqual(problems);
  });
});
