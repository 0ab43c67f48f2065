import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Markdown } from './Markdown';

it('draws what was written, and runs nothing of it', async () => {
  await renderInTestApp(
    <Markdown>
      {
        '**Why:** a query\n\n- one\n- two\n\n[go](javascript:alert(1))\n\n<img src="x" onerror="alert(1)"><script>alert(1)</script>'
      }
    </Markdown>,
  );
  expect(screen.getByText('Why:').tagName).toBe('STRONG');
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  expect(
    document.body.querySelector('[href*="alert"], [onerror], script'),
  ).toBeNull();
});
