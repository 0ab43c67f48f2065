import { Message } from './Message';
import { slackMessage } from './slackMessage';

const MESSAGE: Message = {
  aboutRef: 'group:default/a',
  ownerRef: 'group:default/a',
  severity: 'low',
  title: 'One thing',
  lines: [{ tone: 'low', text: 'It is <!here>.' }],
  more: 2,
  notes: ['Still open: A & B'],
  link: '/list',
  at: '2026-11-21T10:00:00.000Z',
};

describe('slackMessage', () => {
  it('has lines, how many more there are, notes and a link', () => {
    const { text, blocks } = slackMessage(MESSAGE, 'https://portal/', 1);
    expect(text).toBe('low: One thing\nIt is &lt;!here&gt;.');
    const texts = JSON.stringify(blocks);
    for (const part of [
      ':large_blue_circle: It is &lt;!here&gt;.',
      'And 2 more.',
      'Still open: A &amp; B',
      '1 earlier message could not be delivered',
      '2026-11-21 10:00 UTC · group:default/a · <https://portal/list|Open>',
    ]) {
      expect(texts).toContain(part);
    }
  });

  it.each([
    ['https://wiki/a', 'https://portal/', '<https://wiki/a|Runbook>'],
    ['/docs/a', 'https://portal/', '<https://portal/docs/a|Runbook>'],
    ['/docs/a', undefined, undefined],
    ['ftp://wiki/a', 'https://portal/', undefined],
  ])('makes of the runbook %s with %s %s', (runbookUrl, baseUrl, expected) => {
    const lines = [{ ...MESSAGE.lines[0], runbookUrl }];
    const { blocks } = slackMessage({ ...MESSAGE, lines }, baseUrl, 0);
    const found = /<[^>]*\|Runbook>/.exec(JSON.stringify(blocks))?.[0];
    expect(found).toBe(expected);
  });
});
