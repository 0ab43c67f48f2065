import { startMaturity } from '../../__testUtils__/startMaturity';
import { drawBadge } from './drawBadge';

/** Words that a reader sees, in order. */
const wordsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(match => match[1]);

describe('drawBadge', () => {
  it('says label and level in words and in the title', () => {
    const svg = drawBadge({ label: 'maturity', level: { proven: 3, top: 5 } });
    expect(wordsOf(svg)).toEqual(['maturity', 'level 3 of 5']);
    expect(svg).toContain('<title>maturity: level 3 of 5</title>');
    expect(svg).toContain('role="img" aria-label="maturity: level 3 of 5"');
  });

  it('says unknown without a level', () => {
    expect(wordsOf(drawBadge({ label: 'security' }))).toEqual([
      'security',
      'unknown',
    ]);
  });

  it('keeps a label from being anything but text', () => {
    const svg = drawBadge({ label: `<script>"&'` });
    expect(svg).not.toContain('<script');
    expect(wordsOf(svg)[0]).toBe('&#60;script&#62;&#34;&#38;&#39;');
  });

  it('has text that can be read on every colour', () => {
    const badges = [
      drawBadge({ label: 'a' }),
      ...[0, 1, 2, 3, 4, 5].map(proven =>
        drawBadge({ label: 'a', level: { proven, top: 5 } }),
      ),
    ];
    for (const svg of badges) {
      const fills = [...svg.matchAll(/fill="(#[0-9a-f]{6})"/g)];
      expect(fills).toHaveLength(2);
      for (const [, colour] of fills) {
        expect(contrastWithWhite(colour)).toBeGreaterThan(4.5);
      }
    }
  });
});

/** As WCAG 2 defines it. */
function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(start => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

describe('GET /badges', () => {
  it('shows the overall level or that of a pillar to those who may read', async () => {
    const { get, getUnknown } = await startMaturity();
    const overall = await get('/badges/default/shop.svg');
    expect(overall.status).toBe(200);
    expect(overall.headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'private, max-age=300',
    });
    expect(wordsOf(overall.body.toString())).toEqual([
      'maturity',
      'level 1 of 2',
    ]);
    const pillar = await get('/badges/default/shop.svg?pillar=guarding');
    expect(wordsOf(pillar.body.toString())[0]).toBe('Guarding');
    const labelled = await get('/badges/default/shop.svg?label=our%20level');
    expect(wordsOf(labelled.body.toString())[0]).toBe('our level');

    const again = await get('/badges/default/shop.svg').set(
      'If-None-Match',
      overall.headers.etag,
    );
    expect(again.status).toBe(304);

    expect((await getUnknown('/badges/default/shop.svg')).status).toBe(401);
    const blind = await startMaturity({ denied: ['maturity.read'] });
    expect((await blind.get('/badges/default/shop.svg')).status).toBe(403);
  });

  it.each(['default/other.svg', 'default/shop.svg?model=large'])(
    'says unknown of %s',
    async path => {
      const { get } = await startMaturity();
      const { status, body } = await get(`/badges/${path}`);
      expect(status).toBe(200);
      expect(wordsOf(body.toString())[1]).toBe('unknown');
    },
  );

  it('is open to all where the configuration says so, and nothing else is', async () => {
    const { getUnknown } = await startMaturity({
      maturity: { badges: { public: true } },
      denied: ['maturity.read'],
    });
    const badge = await getUnknown('/badges/default/shop.svg');
    expect(badge.status).toBe(200);
    expect(badge.headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect((await getUnknown('/workloads/default/shop')).status).toBe(401);
    expect((await getUnknown('/models')).status).toBe(401);
  });
});
