import { escapeMarkdown } from './markdown';

describe('escapeMarkdown', () => {
  it.each([
    ['plain words, 10.64.0.0/16', 'plain words, 10.64.0.0/16'],
    ['two\n# lines', 'two # lines'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert\\(1\\)&gt;'],
    [
      '[text](https://example.org)',
      '\\[text\\]\\(https:&#8203;//example.org\\)',
    ],
    ['ask @team or see #12', 'ask @&#8203;team or see #&#8203;12'],
    ['`code` **bold** | cell', '\\`code\\` \\*\\*bold\\*\\* \\| cell'],
    ['&lt;script&gt;', '&amp;lt;script&amp;gt;'],
    ['${{ secrets.X }}', '\\$\\{\\{ secrets.X \\}\\}'],
    ['- item', '\\- item'],
    ['# heading', '\\# heading'],
    ['1. item', '1\\. item'],
    ['--- ', '\\---'],
    ['www.example.org', 'www.&#8203;example.org'],
  ])('shows %j as it is', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});
