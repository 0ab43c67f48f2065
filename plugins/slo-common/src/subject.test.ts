import { Indicator } from './definition';
import { SloSubject, subjectOf } from './subject';

const metric = (query: string) => ({ type: 'prometheus', spec: { query } });

const ratio = (good = 'requests_total{code!~"5.."}'): Indicator => ({
  kind: 'ratio',
  counter: true,
  good: metric(good),
  total: metric('requests_total'),
});

const threshold = (query = 'queue_length'): Indicator => ({
  kind: 'threshold',
  metric: metric(query),
  op: 'lt',
  value: 2,
});

describe('subjectOf', () => {
  it.each<[string[], Indicator, SloSubject | undefined]>([
    [['Availability'], ratio(), 'availability'],
    [['API response time'], ratio(), 'latency'],
    [['ie-bank-page-load-time'], threshold(), 'latency'],
    [['checkout_p99'], threshold(), 'latency'],
    [['Error rate'], ratio(), 'availability'],
    [['price-feed-freshness'], ratio(), 'freshness'],
    [['Checkout', 'checkout-latency'], ratio(), 'latency'],
    [['Translatency desk'], ratio(), 'availability'],
    [['Checkout'], ratio('x_seconds_bucket{job="a",le="0.3"}'), 'latency'],
    [
      ['Checkout'],
      ratio('x_duration_seconds_count{code="200"}'),
      'availability',
    ],
    [['Checkout'], threshold('histogram_quantile(0.95, x)'), 'latency'],
    [['Checkout'], threshold(), undefined],
    [[], ratio(), 'availability'],
  ])('of %j is %p', (names, indicator, subject) => {
    expect(subjectOf(names, indicator)).toBe(subject);
  });
});
