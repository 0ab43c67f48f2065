import { campaign } from '../__testUtils__/review';
import { draftOf, inputOf, newDraft, problemsOf } from './campaignDraft';

const draft = {
  ...newDraft(new URLSearchParams(), 'small', '2026-11-21'),
  title: 'All',
  ownerRef: 'group:default/platform',
};

describe('campaignDraft', () => {
  it('runs for a quarter when nothing else is said', () => {
    expect(draft.deadlineDay).toBe('2027-02-21');
    expect(problemsOf(draft)).toEqual([]);
  });

  it.each([
    ['title', { title: ' ' }],
    ['strategyIds', { goal: 'strategies' as const }],
    ['workloads', { scope: 'chosen' as const }],
    ['ownerRef', { ownerRef: '' }],
    ['startDay', { startDay: '' }],
    ['deadlineDay', { deadlineDay: '' }],
    ['deadlineDay', { deadlineDay: '2026-11-20' }],
  ])('finds what is wrong with %s', (field, changes) => {
    expect(problemsOf({ ...draft, ...changes })).toEqual([field]);
  });

  it('sends what it was made from', () => {
    const input = inputOf(draftOf(campaign));
    expect(input).toMatchObject({
      title: campaign.title,
      description: campaign.description,
      goal: campaign.goal,
      scope: { owners: ['group:default/team'] },
      ownerRef: campaign.ownerRef,
      remindDaysBefore: [30, 7],
    });
    expect(input.startsAt < input.deadline).toBe(true);
  });
});
