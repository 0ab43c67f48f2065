import { EVALUATION_SECONDS, serviceOf, slothLabels } from './prometheus';

/** An expression that Prometheus evaluates again and again. */
export interface PeerRule {
  expr: string;
  everySeconds: number;
}

const TARGET = 0.999;

const selectorOf = (service: string) => ({
  errors: `http_requests_total{job="${service}",code="500"}`,
  total: `http_requests_total{job="${service}"}`,
});

/**
 * What Sloth 0.16 makes of an SLO of 99.9% over 30 days, in the form of
 * `examples/_gen/getting-started.yml` of its repository: recordings, metadata
 * and both alerts. Its groups have no interval, so they are evaluated by the
 * server's, which is a minute unless told.
 */
export function slothRules(n: number): PeerRule[] {
  const { errors, total } = selectorOf(serviceOf(n));
  const own = `{${slothLabels(n)}}`;
  const budget = 1 - TARGET;
  const above = (window: string, factor: number) =>
    `max(slo:sli_error:ratio_rate${window}${own} > (${factor} * ${budget})) without (sloth_window)`;
  const either = (
    pairs: [short: string, long: string, factor: number][],
  ): string =>
    pairs
      .map(
        ([short, long, factor]) =>
          `(${above(short, factor)} and ${above(long, factor)})`,
      )
      .join(' or ');
  const on = '/ on(sloth_id, sloth_slo, sloth_service) group_left';
  return [
    ...['5m', '30m', '1h', '2h', '6h', '1d', '3d'].map(
      window =>
        `(sum(rate(${errors}[${window}]))) / (sum(rate(${total}[${window}])))`,
    ),
    `sum_over_time(slo:sli_error:ratio_rate5m${own}[30d]) / ignoring (sloth_window) count_over_time(slo:sli_error:ratio_rate5m${own}[30d])`,
    `vector(${TARGET})`,
    `vector(1-${TARGET})`,
    'vector(30)',
    `slo:sli_error:ratio_rate5m${own} ${on} slo:error_budget:ratio${own}`,
    `slo:sli_error:ratio_rate30d${own} ${on} slo:error_budget:ratio${own}`,
    `1 - slo:period_burn_rate:ratio${own}`,
    'vector(1)',
    either([
      ['5m', '1h', 14.4],
      ['30m', '6h', 6],
    ]),
    either([
      ['2h', '1d', 3],
      ['6h', '3d', 1],
    ]),
  ].map(expr => ({ expr, everySeconds: EVALUATION_SECONDS }));
}

/**
 * What Pyrra 0.10 makes of an SLO of 99.9% over four weeks, as the case
 * `http-ratio` of `slo/rules_test.go` of its repository has it: burn rates and
 * alerts every 30 seconds, the increase of the period every two and a half
 * minutes. Its optional generic rules are left out.
 */
export function pyrraRules(n: number): PeerRule[] {
  const service = serviceOf(n);
  const { errors, total } = selectorOf(service);
  const own = `{job="${service}",slo="${service}-errors"}`;
  const alert = (short: string, long: string, factor: number) =>
    `http_requests:burnrate${short}${own} > (${factor} * (1-${TARGET})) and http_requests:burnrate${long}${own} > (${factor} * (1-${TARGET}))`;
  return [
    ...[
      ...['5m', '30m', '1h', '2h', '6h', '1d', '4d'].map(
        window =>
          `sum(rate(${errors}[${window}])) / sum(rate(${total}[${window}]))`,
      ),
      alert('5m', '1h', 14),
      alert('30m', '6h', 7),
      alert('2h', '1d', 2),
      alert('6h', '4d', 1),
    ].map(expr => ({ expr, everySeconds: 30 })),
    ...[`sum by (code) (increase(${total}[4w]))`, `absent(${total}) == 1`].map(
      expr => ({ expr, everySeconds: 150 }),
    ),
  ];
}
